-- Feedback and what the desk did with it, and answers kept for the next who asks.

CREATE TABLE feedback (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,  -- the #N that people see
    chat_id    BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,         -- 0 where the voice is anonymous
    voice      TEXT   NOT NULL DEFAULT '',  -- a pseudonym: HMAC of the author's id under a secret that is not in this file
    sealed     TEXT   NOT NULL DEFAULT '',  -- the author's id, readable with that secret alone: the way back for answers
    words      TEXT   NOT NULL,
    keywords   TEXT   NOT NULL DEFAULT '',  -- JSON list, for finding its likes
    category   TEXT   NOT NULL,
    state      TEXT   NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'claimed', 'asked', 'answered', 'closed', 'merged')),
    merged_id  BIGINT REFERENCES feedback (id) ON DELETE SET NULL,
    about      BIGINT NOT NULL DEFAULT 0,   -- the message it was given in reply to
    once       TEXT   NOT NULL UNIQUE,
    given_at   BIGINT NOT NULL,
    due_at     BIGINT NOT NULL,             -- by then the group means to have answered
    answered_at BIGINT NOT NULL DEFAULT 0,
    closed_at  BIGINT NOT NULL DEFAULT 0,
    score      BIGINT NOT NULL DEFAULT 0 CHECK (score BETWEEN 0 AND 5),
    CHECK ((user_id > 0) = (voice = ''))
);
CREATE INDEX feedback_open ON feedback (chat_id, state, id);
CREATE INDEX feedback_author ON feedback (user_id, id) WHERE user_id > 0;
CREATE INDEX feedback_voice ON feedback (voice, id) WHERE voice <> '';
CREATE INDEX feedback_merged ON feedback (merged_id) WHERE merged_id IS NOT NULL;

CREATE TABLE feedback_deeds (           -- append-only: who of the desk did what, in which words
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    feedback_id BIGINT NOT NULL REFERENCES feedback (id) ON DELETE CASCADE,
    chat_id     BIGINT NOT NULL,
    deed        TEXT   NOT NULL CHECK (deed IN ('claim', 'ask', 'answer', 'close', 'merge', 'reopen', 'add')),
    actor_id    BIGINT NOT NULL,        -- 0 is the author
    actor_name  TEXT   NOT NULL DEFAULT '',
    words       TEXT   NOT NULL DEFAULT '',
    at          BIGINT NOT NULL
);
CREATE INDEX feedback_deeds_of ON feedback_deeds (feedback_id, id);

CREATE TABLE feedback_blocked (         -- voices the desk will not hear
    chat_id BIGINT NOT NULL,
    voice   TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (chat_id, voice)
) WITHOUT ROWID;

CREATE TABLE knowledge (                -- questions in a moderator's words, and the answers given
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id    BIGINT NOT NULL,
    question   TEXT   NOT NULL,
    answer     TEXT   NOT NULL,
    keywords   TEXT   NOT NULL DEFAULT '',
    actor_id   BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    UNIQUE (chat_id, question)
);
