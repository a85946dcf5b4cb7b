-- Rounds in which members ask a guest: what was asked, who voted for it, what was answered.

CREATE TABLE asks (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id         BIGINT NOT NULL,
    topic           BIGINT NOT NULL DEFAULT 0,
    title           TEXT   NOT NULL CHECK (title <> ''),
    guest_id        BIGINT NOT NULL DEFAULT 0,          -- 0: none in particular
    opened_by       BIGINT NOT NULL,
    opened_at       BIGINT NOT NULL,
    closes_at       BIGINT NOT NULL,
    state           TEXT   NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed'))
);
CREATE UNIQUE INDEX asks_open ON asks (chat_id) WHERE state = 'open';

CREATE TABLE ask_questions (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    ask         BIGINT NOT NULL REFERENCES asks (id) ON DELETE CASCADE,
    user_id     BIGINT NOT NULL,
    words       TEXT   NOT NULL,                        -- '' once its author was forgotten
    answer      TEXT   NOT NULL DEFAULT '',
    answered_by BIGINT NOT NULL DEFAULT 0,
    state       TEXT   NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'answered', 'dropped')),
    at          BIGINT NOT NULL
);
CREATE INDEX ask_questions_of ON ask_questions (ask, state);
CREATE INDEX ask_questions_by ON ask_questions (user_id);

CREATE TABLE ask_votes (
    question BIGINT NOT NULL REFERENCES ask_questions (id) ON DELETE CASCADE,
    user_id  BIGINT NOT NULL,
    PRIMARY KEY (question, user_id)
) WITHOUT ROWID;
CREATE INDEX ask_votes_by ON ask_votes (user_id);
