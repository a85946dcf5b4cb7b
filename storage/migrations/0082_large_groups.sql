-- Hours are added to by every batch: a row that is changed in its place costs a fifth less than one that is taken out of
-- its index and put back.

CREATE TABLE hours (
    chat_id   BIGINT NOT NULL,
    begins_at BIGINT NOT NULL,
    topic     BIGINT NOT NULL,
    messages  BIGINT NOT NULL,
    brief     BIGINT NOT NULL,
    middling  BIGINT NOT NULL,
    lengthy   BIGINT NOT NULL,
    replies   BIGINT NOT NULL,
    forwards  BIGINT NOT NULL,
    voices    BIGINT NOT NULL,
    PRIMARY KEY (chat_id, begins_at, topic)
);
INSERT INTO hours (chat_id, begins_at, topic, messages, brief, middling, lengthy, replies, forwards, voices)
SELECT chat_id, begins_at, topic, messages, brief, middling, lengthy, replies, forwards, voices FROM hour_counts;
DROP TABLE hour_counts;
ALTER TABLE hours RENAME TO hour_counts;

-- What was found in a week is counted without reading the finds themselves.
CREATE INDEX guard_finds_week ON guard_finds (chat_id, at, why, state);
