-- Votes of people who are not in the poll's group: a poll can be forwarded, and whoever voted may leave before its end.

ALTER TABLE ballots ADD COLUMN is_outside BIGINT NOT NULL DEFAULT 0 CHECK (is_outside IN (0, 1));
