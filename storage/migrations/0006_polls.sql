-- Polls and quizzes the bot asked, and every vote as it stands. Votes may come before the poll's own id is written down
-- (and after a crash instead of it), so they are kept by Telegram's id of the poll, known or not.

CREATE TABLE polls (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,      -- the #N that people see
    chat_id    BIGINT NOT NULL,
    topic      BIGINT NOT NULL DEFAULT 0,
    message_id BIGINT NOT NULL DEFAULT 0,
    poll_id    TEXT   UNIQUE,                           -- Telegram's
    state      TEXT   NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'open', 'closed', 'failed')),
    question   TEXT   NOT NULL,
    options    TEXT   NOT NULL,                         -- JSON list, as asked
    terms      TEXT   NOT NULL,                         -- JSON of what else was asked for
    asked_by   BIGINT NOT NULL DEFAULT 0,               -- 0 is the bot itself
    asked_at   BIGINT NOT NULL,
    closed_at  BIGINT NOT NULL DEFAULT 0,
    asked_key  TEXT   NOT NULL UNIQUE                   -- of the turn that asked: a turn repeated asks once
);
CREATE INDEX polls_chat ON polls (chat_id, number);

CREATE TABLE ballots (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,         -- in the order of first votes
    poll_id  TEXT   NOT NULL,
    voter_id BIGINT NOT NULL,                           -- negative for a vote in the name of a group or channel
    options  TEXT   NOT NULL,                           -- JSON list of places; [] is a vote taken back
    cast_at  BIGINT NOT NULL,
    UNIQUE (poll_id, voter_id)
);
CREATE INDEX ballots_voter ON ballots (voter_id);

CREATE TABLE tallies (                                  -- Telegram's own count, as last told
    poll_id   TEXT PRIMARY KEY,
    options   TEXT   NOT NULL,                          -- JSON list: members may have added some
    counts    TEXT   NOT NULL,
    voters    BIGINT NOT NULL,
    is_closed BIGINT NOT NULL CHECK (is_closed IN (0, 1)),
    told_at   BIGINT NOT NULL
);
