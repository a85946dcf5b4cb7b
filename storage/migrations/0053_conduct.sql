-- A group's own rules, version by version, and who has read which.

CREATE TABLE rule_versions (
    chat_id   BIGINT NOT NULL,
    version   BIGINT NOT NULL,
    words     TEXT   NOT NULL,              -- a rule a line; empty where the rules were given up
    by_id     BIGINT NOT NULL,              -- 0: the operators' file
    at        BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,              -- from when it holds
    PRIMARY KEY (chat_id, version)
) WITHOUT ROWID;

CREATE TABLE rule_readers (
    chat_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (chat_id, version, user_id)
) WITHOUT ROWID;
