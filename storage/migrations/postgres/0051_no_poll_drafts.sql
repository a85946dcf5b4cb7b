-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

DELETE FROM timers WHERE kind = 'poll_draft';
DELETE FROM awaited_answers WHERE feature IN ('poll', 'pw');
