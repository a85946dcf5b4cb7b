-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE notices (
    chat_id BIGINT NOT NULL,
    key     TEXT   NOT NULL,
    told_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, key)
);
