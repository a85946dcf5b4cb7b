-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE timers ADD COLUMN edition BIGINT NOT NULL DEFAULT 0;
