-- How often a timer was set anew while it waited: a turn that an earlier edition woke may have read what was then, and is
-- for nothing, even where the new one is due at the same moment.
ALTER TABLE timers ADD COLUMN edition BIGINT NOT NULL DEFAULT 0;
