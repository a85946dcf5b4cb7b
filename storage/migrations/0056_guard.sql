-- What the guard found in plain messages, what was done about it, and what moderators taught it.

CREATE TABLE guard_finds (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id    BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    message_id BIGINT NOT NULL,
    topic      BIGINT NOT NULL DEFAULT 0,
    why        TEXT   NOT NULL,
    said       TEXT   NOT NULL,              -- until a moderator has looked, a week at most
    has_media  BIGINT NOT NULL DEFAULT 0 CHECK (has_media IN (0, 1)),
    at         BIGINT NOT NULL,
    sanction   BIGINT NOT NULL DEFAULT 0,
    state      TEXT   NOT NULL DEFAULT 'new'
               CHECK (state IN ('new', 'would', 'asked', 'held', 'deleted', 'passed', 'right', 'wrong')),
    UNIQUE (chat_id, message_id, user_id)
);
CREATE INDEX guard_finds_of ON guard_finds (chat_id, state, id);

CREATE TABLE guard_lessons (
    chat_id  BIGINT NOT NULL,
    what     TEXT   NOT NULL CHECK (what IN ('text', 'site', 'user')),
    mark     TEXT   NOT NULL,                -- a text's print, a site's name, a member's id
    by_id    BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (chat_id, what, mark)
) WITHOUT ROWID;
