-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE announcements ADD COLUMN released_by BIGINT NOT NULL DEFAULT 0;
