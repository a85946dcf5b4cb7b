-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE ratings (
    chat_id BIGINT NOT NULL,
    matter  TEXT   NOT NULL CHECK (matter IN ('event', 'quarter')),
    number  BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    score   BIGINT NOT NULL CHECK (score BETWEEN 1 AND 5),
    at      BIGINT NOT NULL,
    PRIMARY KEY (chat_id, matter, number, user_id)
);
