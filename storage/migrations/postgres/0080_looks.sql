-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE looks (
    chat_id BIGINT NOT NULL,
    day     BIGINT NOT NULL,
    what    TEXT   NOT NULL,
    role    TEXT   NOT NULL CHECK (role IN ('moderator', 'operator', 'member')),
    number  BIGINT NOT NULL,
    voices  BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (chat_id, day, what, role)
);
