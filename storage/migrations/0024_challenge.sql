-- Challenges of several days and contests: who handed in what on which day, and who voted for whose.

CREATE TABLE challenges (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id     BIGINT NOT NULL,
    topic       BIGINT NOT NULL DEFAULT 0,
    kind        TEXT   NOT NULL CHECK (kind IN ('daily', 'contest')),
    title       TEXT   NOT NULL CHECK (title <> ''),
    tag         TEXT   NOT NULL CHECK (tag <> ''),      -- without its #
    reward      BIGINT NOT NULL CHECK (reward >= 0),
    days        BIGINT NOT NULL CHECK (days > 0),       -- local days on which one can take part, and must to finish
    votes_for   BIGINT NOT NULL DEFAULT 0,              -- seconds of the vote after it
    opened_by   BIGINT NOT NULL,
    opened_at   BIGINT NOT NULL,
    closes_at   BIGINT NOT NULL,
    state       TEXT   NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'voting', 'over', 'cancelled'))
);
CREATE INDEX challenges_running ON challenges (chat_id) WHERE state IN ('open', 'voting');

CREATE TABLE challenge_entries (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    challenge  BIGINT NOT NULL REFERENCES challenges (id) ON DELETE CASCADE,
    user_id    BIGINT NOT NULL,
    day        BIGINT NOT NULL,                         -- local day, proleptic ordinal
    words      TEXT   NOT NULL DEFAULT '',              -- of a contest alone: they go on the wall
    photo      TEXT   NOT NULL DEFAULT '',              -- Telegram's id of the picture
    message_id BIGINT NOT NULL,
    state      TEXT   NOT NULL CHECK (state IN ('waiting', 'in', 'refused')),
    at         BIGINT NOT NULL,
    UNIQUE (challenge, user_id, day)
);
CREATE INDEX challenge_entries_by ON challenge_entries (user_id);

CREATE TABLE challenge_votes (      -- one a member and contest
    challenge BIGINT NOT NULL REFERENCES challenges (id) ON DELETE CASCADE,
    user_id   BIGINT NOT NULL,
    entry     BIGINT NOT NULL REFERENCES challenge_entries (id) ON DELETE CASCADE,
    PRIMARY KEY (challenge, user_id)
) WITHOUT ROWID;
CREATE INDEX challenge_votes_for ON challenge_votes (entry);
CREATE INDEX challenge_votes_by ON challenge_votes (user_id);
