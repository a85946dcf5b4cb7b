-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE heard_hours (
    chat_id   BIGINT NOT NULL,
    begins_at BIGINT NOT NULL,
    people    BIGINT NOT NULL,
    PRIMARY KEY (chat_id, begins_at)
);
