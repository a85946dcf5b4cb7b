-- What is planned in chat may be for a segment of the members.

ALTER TABLE planned_posts ADD COLUMN segment TEXT NOT NULL DEFAULT '';
