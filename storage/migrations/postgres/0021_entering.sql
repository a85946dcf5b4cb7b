-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE counted_topics (
    chat_id BIGINT NOT NULL,
    topic   BIGINT NOT NULL,
    since   BIGINT NOT NULL,
    PRIMARY KEY (chat_id, topic)
);
CREATE TABLE topic_activity (
    chat_id  BIGINT NOT NULL,
    topic    BIGINT NOT NULL,
    user_id  BIGINT NOT NULL,
    day      BIGINT NOT NULL,
    messages BIGINT NOT NULL CHECK (messages > 0),
    PRIMARY KEY (chat_id, topic, user_id, day)
);
CREATE INDEX topic_activity_member ON topic_activity (user_id);
CREATE INDEX topic_activity_old ON topic_activity (day);
CREATE INDEX audit_target ON audit (target_id, chat_id, at) WHERE target_id <> 0;
