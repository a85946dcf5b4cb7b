-- What wakes the bot, what it wants to do, and whom it knows. Times are epoch seconds (UTC), flags 0 or 1, JSON is TEXT.

CREATE TABLE settled (              -- spans of update ids dealt with lately: Telegram may send them again
    first BIGINT PRIMARY KEY,
    last  BIGINT NOT NULL CHECK (last >= first),
    since BIGINT NOT NULL,
    at    BIGINT NOT NULL
);

CREATE TABLE inbox (                -- updates that wait for their turn; deleted when done, kept with the error when bad
    update_id   BIGINT PRIMARY KEY,
    lane        BIGINT NOT NULL,    -- the chat (or, without one, the person): in order within, side by side across
    body        TEXT   NOT NULL,
    state       TEXT   NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'bad')),
    error       TEXT   NOT NULL DEFAULT '',
    received_at BIGINT NOT NULL
);
CREATE INDEX inbox_waiting ON inbox (received_at, update_id) WHERE state = 'waiting';

CREATE TABLE timers (               -- wake me then; a (kind, key) stands once
    kind    TEXT   NOT NULL,
    key     TEXT   NOT NULL,
    chat_id BIGINT NOT NULL DEFAULT 0,
    due_at  BIGINT NOT NULL,
    body    TEXT   NOT NULL DEFAULT '{}',
    state   TEXT   NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'bad')),
    error   TEXT   NOT NULL DEFAULT '',
    PRIMARY KEY (kind, key)
);
CREATE INDEX timers_due ON timers (due_at) WHERE state = 'waiting';

CREATE TABLE outbox (               -- what is to be done in Telegram, at its pace
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id    BIGINT NOT NULL,
    priority   BIGINT NOT NULL,
    body       TEXT   NOT NULL,     -- a deed of bot/deeds.py
    doubt      TEXT   NOT NULL CHECK (doubt IN ('resend', 'drop')),
    state      TEXT   NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'dropped')),
    not_before BIGINT NOT NULL DEFAULT 0,
    attempts   BIGINT NOT NULL DEFAULT 0,
    error      TEXT   NOT NULL DEFAULT '',
    message_id BIGINT,
    created_at BIGINT NOT NULL,
    done_at    BIGINT
);
CREATE INDEX outbox_waiting ON outbox (chat_id, priority, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_done ON outbox (done_at) WHERE state IN ('sent', 'dropped');

CREATE TABLE posts (                -- messages kept by name ("lottery:42:card"), for later edits
    chat_id    BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    message_id BIGINT NOT NULL,
    topic      BIGINT NOT NULL DEFAULT 0,
    posted_at  BIGINT NOT NULL,
    PRIMARY KEY (chat_id, name)
);

CREATE TABLE chats (                -- groups the bot is or was in, and private chats people have begun
    chat_id   BIGINT PRIMARY KEY,
    kind      TEXT   NOT NULL CHECK (kind IN ('private', 'group', 'supergroup', 'channel')),
    title     TEXT   NOT NULL DEFAULT '',
    is_forum  BIGINT NOT NULL DEFAULT 0 CHECK (is_forum IN (0, 1)),
    locale    TEXT   NOT NULL DEFAULT '',    -- chosen by the group, or by the member in private; '' is not chosen
    language  TEXT   NOT NULL DEFAULT '',    -- of a member's app, in private
    state     TEXT   NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'parked')),
    known_at  BIGINT NOT NULL
);

CREATE TABLE moved (                -- a group that became a supergroup has a new id; the old one still turns up
    old_id  BIGINT PRIMARY KEY,
    chat_id BIGINT NOT NULL
);

CREATE TABLE people (               -- by their last known name
    user_id  BIGINT PRIMARY KEY,
    name     TEXT   NOT NULL,
    username TEXT   NOT NULL DEFAULT '',
    is_bot   BIGINT NOT NULL DEFAULT 0 CHECK (is_bot IN (0, 1))
);
CREATE INDEX people_username ON people (lower(username)) WHERE username <> '';

CREATE TABLE members (              -- who speaks in which group
    chat_id   BIGINT NOT NULL,
    user_id   BIGINT NOT NULL,
    state     TEXT   NOT NULL DEFAULT 'in' CHECK (state IN ('in', 'left')),
    seen_from BIGINT NOT NULL,      -- joined, or first seen where the joining was before the bot's time
    seen_at   BIGINT NOT NULL,
    messages  BIGINT NOT NULL DEFAULT 0 CHECK (messages >= 0),
    PRIMARY KEY (chat_id, user_id)
) WITHOUT ROWID;
CREATE INDEX members_groups ON members (user_id);

CREATE TABLE activity (             -- how much was said, by local day (proleptic ordinal); no text is kept
    chat_id  BIGINT NOT NULL,
    day      BIGINT NOT NULL,
    user_id  BIGINT NOT NULL,
    messages BIGINT NOT NULL CHECK (messages > 0),
    PRIMARY KEY (chat_id, day, user_id)
) WITHOUT ROWID;

CREATE TABLE administrators (       -- Telegram's own, as last told; asked anew when old
    chat_id      BIGINT NOT NULL,
    user_id      BIGINT NOT NULL,
    is_owner     BIGINT NOT NULL CHECK (is_owner IN (0, 1)),
    is_anonymous BIGINT NOT NULL DEFAULT 0 CHECK (is_anonymous IN (0, 1)),
    rights       TEXT   NOT NULL,   -- JSON list of the rights' names as the Bot API has them
    PRIMARY KEY (chat_id, user_id)
) WITHOUT ROWID;

CREATE TABLE administrators_asked ( -- when a group's whole list was last asked for
    chat_id  BIGINT PRIMARY KEY,
    asked_at BIGINT NOT NULL
);

CREATE TABLE facts (                -- what holds for the whole store, by name
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
