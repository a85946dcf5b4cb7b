-- What conditions of entering ask for: messages by topic, and warnings.

CREATE TABLE counted_topics (        -- topics whose messages are counted by member: only those a feature asked for
    chat_id BIGINT NOT NULL,
    topic   BIGINT NOT NULL,
    since   BIGINT NOT NULL,
    PRIMARY KEY (chat_id, topic)
) WITHOUT ROWID;

CREATE TABLE topic_activity (        -- how much was said there, by local day; no text is kept
    chat_id  BIGINT NOT NULL,
    topic    BIGINT NOT NULL,
    user_id  BIGINT NOT NULL,
    day      BIGINT NOT NULL,
    messages BIGINT NOT NULL CHECK (messages > 0),
    PRIMARY KEY (chat_id, topic, user_id, day)
) WITHOUT ROWID;
CREATE INDEX topic_activity_member ON topic_activity (user_id);
CREATE INDEX topic_activity_old ON topic_activity (day);

CREATE INDEX audit_target ON audit (target_id, chat_id, at) WHERE target_id <> 0;
