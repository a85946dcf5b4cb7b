-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE doors (
    chat_id  BIGINT NOT NULL PRIMARY KEY,
    by_id    BIGINT NOT NULL,
    by_name  TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    until    BIGINT NOT NULL
);
