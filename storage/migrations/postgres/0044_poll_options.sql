-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE ballots ADD COLUMN ids TEXT NOT NULL DEFAULT '[]';
ALTER TABLE tallies ADD COLUMN ids TEXT NOT NULL DEFAULT '[]';
