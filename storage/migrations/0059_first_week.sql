-- How far newcomers are in their first week, and members who look after them.

ALTER TABLE newcomers ADD COLUMN topic BIGINT NOT NULL DEFAULT 0;  -- where they first spoke in one, or answered somebody
CREATE INDEX newcomers_undone ON newcomers (came_at) WHERE done_at = 0;

CREATE TABLE mentors (
    chat_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    topic   BIGINT NOT NULL,             -- 0: all of the group
    at      BIGINT NOT NULL,
    told_at BIGINT NOT NULL DEFAULT 0,   -- of a newcomer, last
    PRIMARY KEY (chat_id, user_id)
) WITHOUT ROWID;
