-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE newcomers ADD COLUMN topic BIGINT NOT NULL DEFAULT 0;
CREATE INDEX newcomers_undone ON newcomers (came_at) WHERE done_at = 0;
CREATE TABLE mentors (
    chat_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    topic   BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    told_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (chat_id, user_id)
);
