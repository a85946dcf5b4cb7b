-- An announcement that its author let go, and that waits for another moderator's word.

ALTER TABLE announcements ADD COLUMN released_by BIGINT NOT NULL DEFAULT 0;
