-- Who did what to whom and why, and what members reported.

CREATE TABLE audit (                -- append-only
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id     BIGINT NOT NULL,
    deed        TEXT   NOT NULL CHECK (deed <> ''),
    actor_id    BIGINT NOT NULL,    -- 1087968824 is an anonymous administrator: which one Telegram does not tell
    actor_name  TEXT   NOT NULL DEFAULT '',
    target_id   BIGINT NOT NULL DEFAULT 0,
    target_name TEXT   NOT NULL DEFAULT '',
    words       TEXT   NOT NULL DEFAULT '',
    at          BIGINT NOT NULL
);
CREATE INDEX audit_of ON audit (chat_id, id);

-- A member who asks to be forgotten becomes a number below -1000000, and words go empty; nothing else changes.
CREATE TRIGGER audit_stays BEFORE UPDATE OF id, deed, at ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_names BEFORE UPDATE OF actor_id, actor_name, target_id, target_name, words ON audit
WHEN (NEW.actor_id <> OLD.actor_id AND NEW.actor_id > -1000000)
    OR (NEW.target_id <> OLD.target_id AND NEW.target_id > -1000000)
    OR NEW.actor_name NOT IN (OLD.actor_name, '') OR NEW.target_name NOT IN (OLD.target_name, '')
    OR NEW.words NOT IN (OLD.words, '') BEGIN
    SELECT RAISE(ABORT, 'an entry changes hands only for a pseudonym');
END;

CREATE TABLE reports (              -- a member says that a message does harm; its text is not kept
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id     BIGINT NOT NULL,
    reporter_id BIGINT NOT NULL,
    target_id   BIGINT NOT NULL,
    target_name TEXT   NOT NULL DEFAULT '',
    message_id  BIGINT NOT NULL,
    words       TEXT   NOT NULL DEFAULT '',
    state       TEXT   NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'upheld', 'dismissed')),
    at          BIGINT NOT NULL,
    UNIQUE (chat_id, message_id, reporter_id)
);
