-- The operators' schedule: up to when each line of due times was dealt with, what became of every run, and who paused what.

CREATE TABLE schedule_lines (       -- an entry's due times in one zone
    line       TEXT PRIMARY KEY,    -- "name@zone"
    entry      TEXT   NOT NULL,
    written    TEXT   NOT NULL,     -- what the file said of when: another wording begins anew
    done_until BIGINT NOT NULL,     -- every run up to then is in schedule_runs, or came before the line
    next_at    BIGINT,              -- the next run; without one the line has ended
    runs       BIGINT NOT NULL DEFAULT 0 CHECK (runs >= 0)  -- how many went out in at least one chat
);

CREATE TABLE schedule_runs (        -- whether: a run went out in a chat once, or there is a reason why it did not
    entry      TEXT   NOT NULL,
    due_at     BIGINT NOT NULL,
    chat_id    BIGINT NOT NULL,     -- 0: what was decided for all the line's chats at once
    state      TEXT   NOT NULL CHECK (state IN ('posted', 'held', 'left')),
    reason     TEXT   NOT NULL DEFAULT '',
    decided_at BIGINT NOT NULL,
    day        BIGINT NOT NULL DEFAULT 0,   -- the chat's local day it went out on (proleptic ordinal)
    is_urgent  BIGINT NOT NULL DEFAULT 0 CHECK (is_urgent IN (0, 1)),
    is_by_hand BIGINT NOT NULL DEFAULT 0 CHECK (is_by_hand IN (0, 1)),
    number     BIGINT NOT NULL DEFAULT 1,   -- the entry's first, second, third ... run: whose turn it is among several texts
    heard      BIGINT NOT NULL DEFAULT 0,   -- messages counted in the chat by then
    PRIMARY KEY (entry, due_at, chat_id),
    CHECK ((state = 'posted') = (reason = ''))
) WITHOUT ROWID;
CREATE INDEX schedule_runs_day ON schedule_runs (chat_id, day) WHERE state = 'posted';
CREATE INDEX schedule_runs_old ON schedule_runs (decided_at);

CREATE TABLE schedule_marks (       -- paused until resumed, or the next run left out; chat 0 is everywhere
    entry   TEXT   NOT NULL,
    chat_id BIGINT NOT NULL,
    mark    TEXT   NOT NULL CHECK (mark IN ('paused', 'skip')),
    user_id BIGINT NOT NULL,        -- who said so; 0 is an anonymous administrator
    at      BIGINT NOT NULL,
    PRIMARY KEY (entry, chat_id, mark)
);

CREATE TABLE announcements (        -- one for the moment, by /announce: first shown to its author, then sent once
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id    BIGINT NOT NULL,     -- who wrote it; their buttons alone count
    shown_in   BIGINT NOT NULL,     -- where its preview stands
    html       TEXT   NOT NULL,
    file_id    TEXT   NOT NULL DEFAULT '',
    is_pinned  BIGINT NOT NULL DEFAULT 0 CHECK (is_pinned IN (0, 1)),
    state      TEXT   NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'sending', 'done', 'dropped')),
    after_row  BIGINT NOT NULL DEFAULT 0,  -- of the outbox: its own come later
    at         BIGINT NOT NULL
);
CREATE TABLE announcement_chats (   -- where it is to go
    announcement BIGINT NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    chat_id      BIGINT NOT NULL,
    is_chosen    BIGINT NOT NULL DEFAULT 1 CHECK (is_chosen IN (0, 1)),
    PRIMARY KEY (announcement, chat_id)
);
CREATE INDEX posts_name ON posts (name);
