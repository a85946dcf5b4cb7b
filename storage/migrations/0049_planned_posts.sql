-- Announcements that moderators planned in chat, beside the entries of the operators' file.

CREATE TABLE planned_posts (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id   BIGINT NOT NULL,
    topic     BIGINT NOT NULL DEFAULT 0,
    user_id   BIGINT NOT NULL,              -- who planned it last
    name      TEXT   NOT NULL,              -- as /schedule and its runs call it
    html      TEXT   NOT NULL,
    file_id   TEXT   NOT NULL DEFAULT '',
    is_pinned BIGINT NOT NULL DEFAULT 0 CHECK (is_pinned IN (0, 1)),
    written   TEXT   NOT NULL,              -- a date, or words for every week
    timezone  TEXT   NOT NULL,
    due_at    BIGINT NOT NULL DEFAULT 0     -- of a date; 0 where it comes again
);
