-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE announcements ADD COLUMN plan TEXT NOT NULL DEFAULT '';
