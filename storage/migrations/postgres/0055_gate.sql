-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE gate_guests (
    chat_id  BIGINT NOT NULL,
    user_id  BIGINT NOT NULL,
    name     TEXT   NOT NULL,
    came_at  BIGINT NOT NULL,
    ends_at  BIGINT NOT NULL,
    tries    BIGINT NOT NULL DEFAULT 0,
    notice   BIGINT NOT NULL DEFAULT 0,
    is_trial BIGINT NOT NULL DEFAULT 0 CHECK (is_trial IN (0, 1)),
    state    TEXT   NOT NULL CHECK (state IN ('new', 'waits', 'asked', 'left', 'passed', 'removed', 'lapsed')),
    PRIMARY KEY (chat_id, user_id)
);
CREATE INDEX gate_guests_open ON gate_guests (chat_id, state, ends_at);
