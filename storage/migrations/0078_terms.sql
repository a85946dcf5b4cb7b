-- What members of a group count on (points, levels, caps), version by version: a change is announced before it holds.

CREATE TABLE term_versions (
    chat_id   BIGINT NOT NULL,
    version   BIGINT NOT NULL,
    terms     TEXT   NOT NULL,              -- JSON: values by the name of the setting
    why       TEXT   NOT NULL DEFAULT '',
    at        BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,              -- from when they hold
    state     TEXT   NOT NULL CHECK (state IN ('coming', 'in_force', 'past', 'dropped')),
    PRIMARY KEY (chat_id, version)
) WITHOUT ROWID;
