-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE limits (
    chat_id BIGINT NOT NULL,
    kind    TEXT   NOT NULL,
    until   BIGINT NOT NULL,
    PRIMARY KEY (chat_id, kind)
);
