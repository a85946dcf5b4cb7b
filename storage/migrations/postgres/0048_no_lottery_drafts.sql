-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

DROP TABLE lottery_drafts;
DELETE FROM awaited_answers WHERE feature IN ('lottery', 'ld');
