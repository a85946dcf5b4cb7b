-- The mood of groups: counts, without anybody's words.

CREATE TABLE mood_counts (
    chat_id   BIGINT NOT NULL,
    begins_at BIGINT NOT NULL,                -- of ten minutes, which a night later join the whole hour's row
    topic     BIGINT NOT NULL,                -- 0: no topic, or General
    negative  BIGINT NOT NULL DEFAULT 0,
    neutral   BIGINT NOT NULL DEFAULT 0,
    positive  BIGINT NOT NULL DEFAULT 0,
    abstained BIGINT NOT NULL DEFAULT 0,      -- the check was not sure; these four sum to the messages
    hostile   BIGINT NOT NULL DEFAULT 0,
    alarming  BIGINT NOT NULL DEFAULT 0,      -- of the negative, those negative enough to count towards an alert
    PRIMARY KEY (chat_id, begins_at, topic)
) WITHOUT ROWID;

CREATE TABLE mood_marks (                     -- what an alert points at, for two days
    chat_id    BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    topic      BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    aspect     TEXT   NOT NULL CHECK (aspect IN ('negative', 'hostile')),
    words      TEXT   NOT NULL,               -- telling words, each once, sorted: enough to learn from, too little to read
    PRIMARY KEY (chat_id, message_id)
) WITHOUT ROWID;
CREATE INDEX mood_marks_who ON mood_marks (user_id);

CREATE TABLE mood_alerts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id     BIGINT NOT NULL,
    aspect      TEXT   NOT NULL CHECK (aspect IN ('negative', 'hostile')),
    at          BIGINT NOT NULL,
    marks       TEXT   NOT NULL,              -- JSON: ids of the messages it points at
    state       TEXT   NOT NULL CHECK (state IN ('training', 'told', 'seen', 'muted', 'wrong', 'right', 'warned')),
    quiet_until BIGINT NOT NULL
);
CREATE INDEX mood_alerts_chat ON mood_alerts (chat_id, quiet_until);

CREATE TABLE mood_corrections (               -- what moderators taught the check, learnt anew at every start
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id BIGINT NOT NULL,
    aspect  TEXT   NOT NULL CHECK (aspect IN ('negative', 'hostile')),
    is_so   BIGINT NOT NULL CHECK (is_so IN (0, 1)),
    words   TEXT   NOT NULL,
    said_by BIGINT NOT NULL,
    said_at BIGINT NOT NULL
);
CREATE INDEX mood_corrections_who ON mood_corrections (said_by);
