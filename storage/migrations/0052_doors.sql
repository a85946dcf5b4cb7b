-- Groups whose door somebody closed for a while: newcomers pass the gate, whatever the file says of it.

CREATE TABLE doors (
    chat_id  BIGINT NOT NULL PRIMARY KEY,
    by_id    BIGINT NOT NULL,
    by_name  TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    until    BIGINT NOT NULL
);
