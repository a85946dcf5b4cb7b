-- The mood of groups: counts, without anybody's words.

CREATE TABLE mood_hours (
    chat_id   BIGINT NOT NULL,
    hour      BIGINT NOT NULL,                -- epoch seconds / 3600
    topic     BIGINT NOT NULL,                -- 0: no topic, or General
    negative  BIGINT NOT NULL DEFAULT 0,
    neutral   BIGINT NOT NULL DEFAULT 0,
    positive  BIGINT NOT NULL DEFAULT 0,
    abstained BIGINT NOT NULL DEFAULT 0,      -- the check was not sure; these four sum to the messages
    hostile   BIGINT NOT NULL DEFAULT 0,
    alarming  BIGINT NOT NULL DEFAULT 0,      -- of the negative, those negative enough to count towards an alert
    PRIMARY KEY (chat_id, hour, topic)
) WITHOUT ROWID;
