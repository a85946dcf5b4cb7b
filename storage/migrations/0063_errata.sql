-- What the bot had said wrongly in a group, and how it was put right.

CREATE TABLE errata (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id      BIGINT NOT NULL,
    message_id   BIGINT NOT NULL,
    announcement BIGINT NOT NULL DEFAULT 0,  -- whose post it is, where it is one's
    words        TEXT   NOT NULL,
    by_id        BIGINT NOT NULL,
    at           BIGINT NOT NULL
);
CREATE INDEX errata_of ON errata (chat_id, message_id);
