-- What members say in confidence about those who moderate: past whom it concerns.

CREATE TABLE complaints (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id    BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    goes_past  TEXT   NOT NULL DEFAULT '',  -- the id of whom it goes past, who is not told of it; empty for nobody
    words      TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    state      TEXT   NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'heeded', 'declined'))
);
CREATE INDEX reports_of ON reports (chat_id, message_id, state);
