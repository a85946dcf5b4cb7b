-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE console_sessions (
    digest    TEXT   NOT NULL PRIMARY KEY,
    user_id   BIGINT NOT NULL,
    browser   TEXT   NOT NULL,
    locale    TEXT   NOT NULL DEFAULT '',
    started_at  BIGINT NOT NULL,
    seen_at   BIGINT NOT NULL
);
CREATE INDEX console_sessions_by_user ON console_sessions (user_id);
CREATE TABLE console_links (
    mark     TEXT   NOT NULL PRIMARY KEY,
    at  BIGINT NOT NULL
);
