-- How points grow: what members earn by taking part.

-- Points for talking, kept with the day's count of messages. `prints` holds 16 bits each of the last three messages that
-- earned some, enough to know a repeat and too little to tell what was said.
ALTER TABLE activity ADD COLUMN credited BIGINT NOT NULL DEFAULT 0 CHECK (credited >= 0);
ALTER TABLE activity ADD COLUMN credited_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE activity ADD COLUMN prints BIGINT NOT NULL DEFAULT 0;
