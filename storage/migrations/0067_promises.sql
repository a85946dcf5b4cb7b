-- What moderators promised a group: until when, what became of it, and how often the date was moved.

CREATE TABLE promises (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id  BIGINT  NOT NULL,
    owner_id BIGINT  NOT NULL,
    words    TEXT    NOT NULL,
    due_at   BIGINT  NOT NULL,
    made_at  BIGINT  NOT NULL,
    state    TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'kept', 'dropped')),
    ended_at BIGINT  NOT NULL DEFAULT 0,
    reason   TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX promises_of ON promises (chat_id, state, due_at);
CREATE TABLE promise_changes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    promise    BIGINT  NOT NULL REFERENCES promises (id) ON DELETE CASCADE,
    due_before BIGINT  NOT NULL,
    reason     TEXT    NOT NULL,
    by_id      BIGINT  NOT NULL,
    at         BIGINT  NOT NULL
);
CREATE INDEX promise_changes_of ON promise_changes (promise);
