-- What people put together by questions and buttons before it is opened: one a person and chat, for a day.

CREATE TABLE dialogues (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT   NOT NULL,                 -- which dialogue: 'event', 'announce' ...
    chat_id    BIGINT NOT NULL,                 -- where it is held
    user_id    BIGINT NOT NULL,
    for_chat   BIGINT NOT NULL,                 -- the group that is to have it
    topic      BIGINT NOT NULL DEFAULT 0,
    answers    TEXT   NOT NULL DEFAULT '{}',    -- by field, each as it may be written
    doubts     TEXT   NOT NULL DEFAULT '[]',    -- of the line it began with
    asks       TEXT   NOT NULL DEFAULT '',      -- the field whose answer is awaited
    touched_at BIGINT NOT NULL,
    UNIQUE (chat_id, user_id)
);
