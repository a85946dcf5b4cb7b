-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE term_versions (
    chat_id   BIGINT NOT NULL,
    version   BIGINT NOT NULL,
    terms     TEXT   NOT NULL,
    why       TEXT   NOT NULL DEFAULT '',
    at        BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,
    state     TEXT   NOT NULL CHECK (state IN ('coming', 'in_force', 'past', 'dropped')),
    PRIMARY KEY (chat_id, version)
);
