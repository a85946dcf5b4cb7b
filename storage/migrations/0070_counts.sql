-- What the group's life comes to, in counts of nobody in particular: by hour and topic, by day, by post, command and word.

-- `voices` here and below is a set of 61 places in bits: each member falls into one, so as many members at least spoke as
-- bits are set, and nobody can be told from a bit.
CREATE TABLE hour_counts (
    chat_id   BIGINT NOT NULL,
    begins_at BIGINT NOT NULL,
    topic     BIGINT NOT NULL,
    messages  BIGINT NOT NULL,
    brief     BIGINT NOT NULL,              -- of them with few letters, middling, or many; the others came without any
    middling  BIGINT NOT NULL,
    lengthy   BIGINT NOT NULL,
    replies   BIGINT NOT NULL,              -- to another member
    forwards  BIGINT NOT NULL,
    voices    BIGINT NOT NULL,
    PRIMARY KEY (chat_id, begins_at, topic)
) WITHOUT ROWID;

CREATE TABLE day_counts (
    chat_id  BIGINT NOT NULL,
    day      BIGINT NOT NULL,
    voices   BIGINT NOT NULL,               -- members who spoke on that local day
    messages BIGINT NOT NULL DEFAULT 0,     -- once the day is over; until then hours have them
    PRIMARY KEY (chat_id, day)
) WITHOUT ROWID;
INSERT INTO day_counts (chat_id, day, voices, messages)
SELECT chat_id, day, count(*), sum(messages) FROM activity GROUP BY chat_id, day;

CREATE TABLE happenings (               -- reactions, comings by the way somebody came, goings
    chat_id   BIGINT NOT NULL,
    begins_at BIGINT NOT NULL,
    what      TEXT   NOT NULL,
    number    BIGINT NOT NULL,
    PRIMARY KEY (chat_id, what, begins_at)
) WITHOUT ROWID;

CREATE TABLE command_counts (           -- in a group; 0 stands for all that was asked in private
    chat_id BIGINT NOT NULL,
    day     BIGINT NOT NULL,
    command TEXT   NOT NULL,
    outcome TEXT   NOT NULL,            -- 'used', 'failed', 'left', or why it was refused
    number  BIGINT NOT NULL,
    PRIMARY KEY (chat_id, day, command, outcome)
) WITHOUT ROWID;

CREATE TABLE post_counts (              -- what came back to a post of the bot's own
    chat_id    BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    topic      BIGINT NOT NULL,
    posted_at  BIGINT NOT NULL,
    replies    BIGINT NOT NULL DEFAULT 0,
    reactions  BIGINT NOT NULL DEFAULT 0,
    unnamed    BIGINT NOT NULL DEFAULT 0,   -- reactions of which Telegram tells the number alone
    presses    BIGINT NOT NULL DEFAULT 0,
    voices     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (chat_id, message_id)
) WITHOUT ROWID;
CREATE INDEX post_counts_latest ON post_counts (chat_id, posted_at);

CREATE TABLE word_counts (              -- words that were talked about; texts are not kept
    chat_id  BIGINT NOT NULL,
    day      BIGINT NOT NULL,
    word     TEXT   NOT NULL,
    messages BIGINT NOT NULL,
    voices   BIGINT NOT NULL,
    PRIMARY KEY (chat_id, day, word)
) WITHOUT ROWID;

CREATE TABLE gaps (                     -- when the bot was away for so long that Telegram kept nothing for it
    begins_at BIGINT NOT NULL PRIMARY KEY,
    ends_at   BIGINT NOT NULL
) WITHOUT ROWID;

-- The hours of that day in which the member was heard, as bits: hours since the epoch modulo 32.
ALTER TABLE activity ADD COLUMN hours BIGINT NOT NULL DEFAULT 0;

-- The way somebody came: 'link', 'member' (by a member's own link), 'request', 'added', 'open'.
ALTER TABLE newcomers ADD COLUMN source TEXT NOT NULL DEFAULT '';
