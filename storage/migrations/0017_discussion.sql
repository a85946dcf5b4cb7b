-- Timed discussions of a topic: who took part by count, the words of hours until they are counted, and who follows.

CREATE TABLE discussions (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id         BIGINT NOT NULL,
    place           BIGINT NOT NULL DEFAULT 0,          -- the topic's id, or the opening post's message id; 0: not there yet
    kind            TEXT   NOT NULL CHECK (kind IN ('thread', 'post')),
    is_own          BIGINT NOT NULL CHECK (is_own IN (0, 1)),   -- whether the topic was opened for it
    title           TEXT   NOT NULL CHECK (title <> ''),
    photo           TEXT   NOT NULL DEFAULT '',         -- Telegram's id of the opening's picture
    opened_by       BIGINT NOT NULL,
    opened_at       BIGINT NOT NULL,
    closes_at       BIGINT NOT NULL,
    nudges          BIGINT NOT NULL DEFAULT 0,          -- ice-breakers said so far
    state           TEXT   NOT NULL DEFAULT 'opening' CHECK (state IN ('opening', 'open', 'closed', 'failed')),
    idempotency_key TEXT   NOT NULL,
    UNIQUE (chat_id, idempotency_key)
);
CREATE UNIQUE INDEX discussions_open ON discussions (chat_id, place) WHERE state = 'open';

CREATE TABLE discussion_voices (    -- who said how much, and was thanked how often
    discussion BIGINT NOT NULL REFERENCES discussions (id) ON DELETE CASCADE,
    user_id    BIGINT NOT NULL,
    messages   BIGINT NOT NULL DEFAULT 0,
    replies    BIGINT NOT NULL DEFAULT 0,
    last_at    BIGINT NOT NULL,
    PRIMARY KEY (discussion, user_id)
) WITHOUT ROWID;
CREATE INDEX discussion_voices_of ON discussion_voices (user_id);

CREATE TABLE discussion_lines (     -- what was said and not yet counted: minutes, at most hours
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    discussion BIGINT NOT NULL REFERENCES discussions (id) ON DELETE CASCADE,
    user_id    BIGINT NOT NULL,
    words      TEXT   NOT NULL,
    at         BIGINT NOT NULL
);
CREATE INDEX discussion_lines_of ON discussion_lines (discussion, id);
CREATE INDEX discussion_lines_by ON discussion_lines (user_id);

CREATE TABLE discussion_words (     -- which words were used by whom, to know those of five people; gone at the close
    discussion BIGINT NOT NULL REFERENCES discussions (id) ON DELETE CASCADE,
    word       TEXT   NOT NULL,
    user_id    BIGINT NOT NULL,
    PRIMARY KEY (discussion, word, user_id)
) WITHOUT ROWID;
CREATE INDEX discussion_words_by ON discussion_words (user_id);

CREATE TABLE discussion_thanks (    -- answers that were thanked for, by entry of the ledger
    entry      BIGINT PRIMARY KEY,
    discussion BIGINT NOT NULL REFERENCES discussions (id) ON DELETE CASCADE,
    user_id    BIGINT NOT NULL,     -- who was thanked
    message_id BIGINT NOT NULL
);
CREATE INDEX discussion_thanks_of ON discussion_thanks (discussion);
CREATE INDEX discussion_thanks_to ON discussion_thanks (user_id);

CREATE TABLE follows (              -- who wants to hear of new discussions; an empty tag: of all
    chat_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    tag     TEXT   NOT NULL,        -- folded
    said    TEXT   NOT NULL,        -- as it was written
    PRIMARY KEY (chat_id, user_id, tag)
) WITHOUT ROWID;
CREATE INDEX follows_of ON follows (user_id);
