-- Answers of the knowledge base are looked at again; what members asked the group is answered by it, or missed.

ALTER TABLE knowledge ADD COLUMN review_at BIGINT NOT NULL DEFAULT 0;  -- 0: never

CREATE TABLE kb_asked (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id    BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    topic      BIGINT NOT NULL DEFAULT 0,
    words      TEXT   NOT NULL,
    entry      BIGINT NOT NULL DEFAULT 0,  -- whose answer was given; 0: none fitted surely
    at         BIGINT NOT NULL,
    outcome    TEXT   NOT NULL DEFAULT '' CHECK (outcome IN ('', 'helped', 'person')),
    UNIQUE (chat_id, message_id)
);
CREATE INDEX kb_asked_at ON kb_asked (chat_id, at);
