-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE hour_counts (
    chat_id   BIGINT NOT NULL,
    begins_at BIGINT NOT NULL,
    topic     BIGINT NOT NULL,
    messages  BIGINT NOT NULL,
    brief     BIGINT NOT NULL,
    middling  BIGINT NOT NULL,
    lengthy   BIGINT NOT NULL,
    replies   BIGINT NOT NULL,
    forwards  BIGINT NOT NULL,
    voices    BIGINT NOT NULL,
    PRIMARY KEY (chat_id, begins_at, topic)
);
CREATE TABLE day_counts (
    chat_id  BIGINT NOT NULL,
    day      BIGINT NOT NULL,
    voices   BIGINT NOT NULL,
    messages BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (chat_id, day)
);
INSERT INTO day_counts (chat_id, day, voices, messages) SELECT chat_id, day, count(*), sum(messages) FROM activity GROUP BY chat_id, day;
CREATE TABLE happenings (
    chat_id   BIGINT NOT NULL,
    begins_at BIGINT NOT NULL,
    what      TEXT   NOT NULL,
    number    BIGINT NOT NULL,
    PRIMARY KEY (chat_id, what, begins_at)
);
CREATE TABLE command_counts (
    chat_id BIGINT NOT NULL,
    day     BIGINT NOT NULL,
    command TEXT   NOT NULL,
    outcome TEXT   NOT NULL,
    number  BIGINT NOT NULL,
    PRIMARY KEY (chat_id, day, command, outcome)
);
CREATE TABLE post_counts (
    chat_id    BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    topic      BIGINT NOT NULL,
    posted_at  BIGINT NOT NULL,
    replies    BIGINT NOT NULL DEFAULT 0,
    reactions  BIGINT NOT NULL DEFAULT 0,
    unnamed    BIGINT NOT NULL DEFAULT 0,
    presses    BIGINT NOT NULL DEFAULT 0,
    voices     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (chat_id, message_id)
);
CREATE INDEX post_counts_latest ON post_counts (chat_id, posted_at);
CREATE TABLE word_counts (
    chat_id  BIGINT NOT NULL,
    day      BIGINT NOT NULL,
    word     TEXT   NOT NULL,
    messages BIGINT NOT NULL,
    voices   BIGINT NOT NULL,
    PRIMARY KEY (chat_id, day, word)
);
CREATE TABLE gaps (
    begins_at BIGINT NOT NULL PRIMARY KEY,
    ends_at   BIGINT NOT NULL
);
ALTER TABLE activity ADD COLUMN hours BIGINT NOT NULL DEFAULT 0;
ALTER TABLE newcomers ADD COLUMN source TEXT NOT NULL DEFAULT '';
