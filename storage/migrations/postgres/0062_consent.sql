-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE consents (
    user_id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    at      BIGINT NOT NULL
);
