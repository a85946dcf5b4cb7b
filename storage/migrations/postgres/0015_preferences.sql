-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE preferences (
    user_id  BIGINT NOT NULL,
    declined TEXT   NOT NULL CHECK (declined IN ('mood', 'private')),
    at       BIGINT NOT NULL,
    PRIMARY KEY (user_id, declined)
);
