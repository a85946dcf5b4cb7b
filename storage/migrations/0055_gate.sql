-- Who came in while the gate was shut, and whether they passed; who asked to come in, and what became of it.

CREATE TABLE gate_guests (
    chat_id  BIGINT NOT NULL,
    user_id  BIGINT NOT NULL,
    name     TEXT   NOT NULL,
    came_at  BIGINT NOT NULL,
    ends_at  BIGINT NOT NULL,              -- until when they have to pass
    tries    BIGINT NOT NULL DEFAULT 0,    -- wrong answers
    notice   BIGINT NOT NULL DEFAULT 0,    -- the message that told of their coming
    is_trial BIGINT NOT NULL DEFAULT 0 CHECK (is_trial IN (0, 1)),
    state    TEXT   NOT NULL CHECK (state IN ('new', 'waits', 'asked', 'left', 'passed', 'removed', 'lapsed')),
    PRIMARY KEY (chat_id, user_id)
) WITHOUT ROWID;
CREATE INDEX gate_guests_open ON gate_guests (chat_id, state, ends_at);
