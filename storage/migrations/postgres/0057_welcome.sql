-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE newcomers (
    chat_id    BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    came_at    BIGINT NOT NULL,
    state      TEXT   NOT NULL CHECK (state IN ('waiting', 'greeted', 'silent')),
    is_back    BIGINT NOT NULL CHECK (is_back IN (0, 1)),
    greeted_at BIGINT NOT NULL DEFAULT 0,
    done_at    BIGINT NOT NULL DEFAULT 0,
    language   TEXT   NOT NULL DEFAULT '',
    PRIMARY KEY (chat_id, user_id)
);
CREATE INDEX newcomers_waiting ON newcomers (chat_id, came_at) WHERE state = 'waiting';
CREATE INDEX newcomers_by_day ON newcomers (chat_id, came_at);
CREATE TABLE group_words (
    chat_id BIGINT NOT NULL,
    kind    TEXT   NOT NULL CHECK (kind IN ('welcome')),
    words   TEXT   NOT NULL,
    by_id   BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (chat_id, kind)
);
