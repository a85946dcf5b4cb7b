-- What was done to members who broke the rules, what they say against it, and the words it was about.

CREATE TABLE sanctions (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id     BIGINT NOT NULL,
    target_id   BIGINT NOT NULL,
    target_name TEXT   NOT NULL,
    actor_id    BIGINT NOT NULL,             -- 0: the bot itself
    actor_name  TEXT   NOT NULL,
    kind        TEXT   NOT NULL CHECK (kind IN ('warn', 'mute', 'ban', 'hold', 'delete')),
    why         TEXT   NOT NULL DEFAULT '',  -- what the guard went by
    rule        BIGINT NOT NULL DEFAULT 0,   -- of the group's rules; 0: none was cited
    reason      TEXT   NOT NULL DEFAULT '',
    message_id  BIGINT NOT NULL DEFAULT 0,
    cause       BIGINT NOT NULL DEFAULT 0,   -- the warning that it followed from
    at          BIGINT NOT NULL,
    until       BIGINT NOT NULL DEFAULT 0,   -- 0: for good
    lifted_at   BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX sanctions_of ON sanctions (chat_id, target_id, kind, id);
CREATE INDEX sanctions_against ON sanctions (target_id, id);

-- The message that it was about, for whoever hears an appeal: gone once one was heard, and after a week anyway.
CREATE TABLE sanction_words (
    sanction BIGINT NOT NULL PRIMARY KEY REFERENCES sanctions (id) ON DELETE CASCADE,
    user_id  BIGINT NOT NULL,
    said     TEXT   NOT NULL,
    at       BIGINT NOT NULL
);

CREATE TABLE appeals (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    sanction   BIGINT NOT NULL REFERENCES sanctions (id) ON DELETE CASCADE,
    chat_id    BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    words      TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    state      TEXT   NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'stands', 'lifted')),
    decided_by BIGINT NOT NULL DEFAULT 0,
    decided_at BIGINT NOT NULL DEFAULT 0,
    UNIQUE (sanction, user_id)
);
CREATE TRIGGER appeals_of_its_own BEFORE INSERT ON appeals
WHEN NOT EXISTS (SELECT 1 FROM sanctions WHERE sanctions.id = NEW.sanction AND sanctions.chat_id = NEW.chat_id) BEGIN
    SELECT RAISE(ABORT, 'it is of another group');
END;

-- Warnings given before: as long as a fresh one lasts.
INSERT INTO sanctions (chat_id, target_id, target_name, actor_id, actor_name, kind, reason, at, until)
SELECT chat_id, target_id, target_name, actor_id, actor_name, 'warn', words, at, at + 2592000
FROM audit WHERE deed = 'warn' AND target_id > 0;
