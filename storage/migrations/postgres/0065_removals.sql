-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE removals (
    chat_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (chat_id, user_id)
);
CREATE INDEX removals_of ON removals (user_id);
