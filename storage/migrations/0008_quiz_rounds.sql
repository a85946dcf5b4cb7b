-- A group's own bank of quiz questions, and rounds of several asked one after another.

CREATE TABLE questions (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id  BIGINT NOT NULL,
    question TEXT   NOT NULL,
    line     TEXT   NOT NULL,                           -- as it was written: question | *right | wrong | #why
    asked_at BIGINT NOT NULL DEFAULT 0,                 -- the one asked longest ago comes next
    UNIQUE (chat_id, question)
);

CREATE TABLE rounds (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id    BIGINT NOT NULL,
    topic      BIGINT NOT NULL DEFAULT 0,
    size       BIGINT NOT NULL CHECK (size > 0),
    seconds    BIGINT NOT NULL CHECK (seconds >= 5),    -- for each question
    state      TEXT   NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'over')),
    started_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX rounds_running ON rounds (chat_id) WHERE state = 'running';

ALTER TABLE polls ADD COLUMN round BIGINT NOT NULL DEFAULT 0;
CREATE INDEX polls_round ON polls (round) WHERE round > 0;
