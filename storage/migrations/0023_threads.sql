-- A topic of its own for each feedback, and which message on one side is which on the other.

CREATE TABLE feedback_threads (
    feedback_id BIGINT NOT NULL PRIMARY KEY REFERENCES feedback (id) ON DELETE CASCADE,
    chat_id     BIGINT NOT NULL,        -- the desk's forum
    topic       BIGINT NOT NULL,
    UNIQUE (chat_id, topic)
);

CREATE TABLE feedback_relays (          -- what was passed on between the desk and an author
    feedback_id BIGINT NOT NULL REFERENCES feedback (id) ON DELETE CASCADE,
    chat_id     BIGINT NOT NULL,        -- the desk's side
    message     BIGINT NOT NULL,
    mark        TEXT   NOT NULL,        -- the author's side: HMAC of chat and message under the secret
    sealed      TEXT   NOT NULL,        -- the author's message, readable with that secret alone
    deed        BIGINT NOT NULL,        -- of feedback_deeds, where its words are kept
    PRIMARY KEY (chat_id, message, mark)
) WITHOUT ROWID;
CREATE INDEX feedback_relays_back ON feedback_relays (mark);
