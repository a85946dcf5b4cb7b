-- Topics of forums, as learnt from service messages, from who speaks where, and from what the bot itself opens. In a group
-- without topics a pinned post of the bot's stands for one.

CREATE TABLE topics (
    chat_id   BIGINT NOT NULL,
    topic     BIGINT NOT NULL,      -- the thread's id (1 is General), or the pinned post's message id
    kind      TEXT   NOT NULL DEFAULT 'thread' CHECK (kind IN ('thread', 'post')),
    name      TEXT   NOT NULL DEFAULT '',               -- '' is not known (yet)
    icon      TEXT   NOT NULL DEFAULT '',               -- the id of a custom emoji
    state     TEXT   NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'gone')),
    is_hidden BIGINT NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),  -- General alone can be
    last_at   BIGINT NOT NULL DEFAULT 0,                -- when a member spoke there last
    PRIMARY KEY (chat_id, topic)
) WITHOUT ROWID;
