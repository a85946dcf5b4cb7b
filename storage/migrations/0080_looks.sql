-- How often what is kept of members was looked up or copied, by what and by whom, of nobody in particular.

CREATE TABLE looks (
    chat_id BIGINT NOT NULL,                -- 0: of all groups
    day     BIGINT NOT NULL,
    what    TEXT   NOT NULL,
    role    TEXT   NOT NULL CHECK (role IN ('moderator', 'operator', 'member')),
    number  BIGINT NOT NULL,
    voices  BIGINT NOT NULL DEFAULT 0,      -- members whose own it was: places among 61
    PRIMARY KEY (chat_id, day, what, role)
) WITHOUT ROWID;
