-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE open_questions (
    chat_id    BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    topic      BIGINT NOT NULL DEFAULT 0,
    at         BIGINT NOT NULL,
    told_at    BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (chat_id, message_id)
);
CREATE INDEX open_questions_at ON open_questions (chat_id, told_at, at);
