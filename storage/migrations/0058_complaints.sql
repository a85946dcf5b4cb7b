-- What members say in confidence about those who moderate: past whom it concerns.

CREATE TABLE complaints (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id    BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    target_id  BIGINT NOT NULL DEFAULT 0,   -- whom it goes past; 0: nobody was named
    words      TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    state      TEXT   NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'heeded', 'declined'))
);
CREATE INDEX reports_of ON reports (chat_id, message_id, state);
