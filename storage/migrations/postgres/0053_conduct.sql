-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE rule_versions (
    chat_id   BIGINT NOT NULL,
    version   BIGINT NOT NULL,
    words     TEXT   NOT NULL,
    by_id     BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, version)
);
CREATE TABLE rule_readers (
    chat_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (chat_id, version, user_id)
);
