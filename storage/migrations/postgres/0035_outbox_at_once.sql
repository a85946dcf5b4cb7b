-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE outbox DROP COLUMN not_before;
