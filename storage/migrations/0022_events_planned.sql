-- Events that the operators' file plans, with a picture, and a code to check in by.

ALTER TABLE events ADD COLUMN name TEXT NOT NULL DEFAULT '';     -- in the operators' file; '' for one begun in chat
ALTER TABLE events ADD COLUMN written TEXT NOT NULL DEFAULT '';  -- what the file said of when
ALTER TABLE events ADD COLUMN code TEXT NOT NULL DEFAULT '';     -- guests say it to check in; '' for a button
ALTER TABLE events ADD COLUMN photo TEXT NOT NULL DEFAULT '';    -- a path below the config's folder
ALTER TABLE events ADD COLUMN file_id TEXT NOT NULL DEFAULT '';  -- a picture Telegram has
CREATE UNIQUE INDEX events_planned ON events (chat_id, name) WHERE name <> '' AND state = 'open';
