-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE members ADD COLUMN met_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN told_at BIGINT NOT NULL DEFAULT 0;
UPDATE members SET met_at = seen_from;
