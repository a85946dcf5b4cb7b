-- Questions to a group that nobody has replied to yet; their words are not kept.

CREATE TABLE open_questions (
    chat_id    BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    topic      BIGINT NOT NULL DEFAULT 0,
    at         BIGINT NOT NULL,
    told_at    BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (chat_id, message_id)
) WITHOUT ROWID;
CREATE INDEX open_questions_at ON open_questions (chat_id, told_at, at);
