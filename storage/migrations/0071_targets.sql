-- By when the desk itself said that feedback is answered, and what it taught of which kind feedback is.

ALTER TABLE feedback ADD COLUMN eta_at BIGINT NOT NULL DEFAULT 0;  -- 0: the group's own target holds

CREATE TABLE feedback_lessons (
    chat_id  BIGINT NOT NULL,
    mark     TEXT   NOT NULL,   -- a word, unreadable without the process's secret
    category TEXT   NOT NULL,
    times    BIGINT NOT NULL DEFAULT 1,
    at       BIGINT NOT NULL,
    PRIMARY KEY (chat_id, mark, category)
) WITHOUT ROWID;
