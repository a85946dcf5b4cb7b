-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE topics (
    chat_id   BIGINT NOT NULL,
    topic     BIGINT NOT NULL,
    kind      TEXT   NOT NULL DEFAULT 'thread' CHECK (kind IN ('thread', 'post')),
    name      TEXT   NOT NULL DEFAULT '',
    icon      TEXT   NOT NULL DEFAULT '',
    state     TEXT   NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'gone')),
    is_hidden BIGINT NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
    last_at   BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (chat_id, topic)
);
