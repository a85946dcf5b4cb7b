-- Telegram tells of comings, goings and talk by ways that overtake each other: each fact has its own date.

ALTER TABLE members ADD COLUMN met_at BIGINT NOT NULL DEFAULT 0;    -- the first ever heard of them there
ALTER TABLE members ADD COLUMN told_at BIGINT NOT NULL DEFAULT 0;   -- of when the last word on their being in is
UPDATE members SET met_at = seen_from;
