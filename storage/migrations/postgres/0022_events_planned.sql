-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE events ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN written TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN code TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN photo TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN file_id TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX events_planned ON events (chat_id, name) WHERE name <> '' AND state = 'open';
