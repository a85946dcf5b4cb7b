-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE planned_posts ADD COLUMN segment TEXT NOT NULL DEFAULT '';
