-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE feedback_threads (
    feedback_id BIGINT NOT NULL PRIMARY KEY REFERENCES feedback (id) ON DELETE CASCADE,
    chat_id     BIGINT NOT NULL,
    topic       BIGINT NOT NULL,
    UNIQUE (chat_id, topic)
);
CREATE TABLE feedback_relays (
    feedback_id BIGINT NOT NULL REFERENCES feedback (id) ON DELETE CASCADE,
    chat_id     BIGINT NOT NULL,
    message     BIGINT NOT NULL,
    mark        TEXT   NOT NULL,
    sealed      TEXT   NOT NULL,
    deed        BIGINT NOT NULL,
    PRIMARY KEY (chat_id, message, mark)
);
CREATE INDEX feedback_relays_back ON feedback_relays (mark);
