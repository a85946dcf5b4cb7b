-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE ballots ADD COLUMN is_outside BIGINT NOT NULL DEFAULT 0 CHECK (is_outside IN (0, 1));
