-- What members think of an event, and each quarter of the group: a score each, of which means alone are told.

CREATE TABLE ratings (
    chat_id BIGINT NOT NULL,
    matter  TEXT   NOT NULL CHECK (matter IN ('event', 'quarter')),
    number  BIGINT NOT NULL,                -- the event's, or the quarter as 20271
    user_id BIGINT NOT NULL,
    score   BIGINT NOT NULL CHECK (score BETWEEN 1 AND 5),
    at      BIGINT NOT NULL,
    PRIMARY KEY (chat_id, matter, number, user_id)
) WITHOUT ROWID;
