-- That someone was forgotten, and what was destroyed: the only traces either leaves.

CREATE TABLE erasures (
    mark TEXT   PRIMARY KEY,        -- HMAC of the user id under a secret that is not in this file
    at   BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE destroyed (            -- append-only
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    what   TEXT   NOT NULL,         -- the table
    why    TEXT   NOT NULL CHECK (why IN ('expired', 'asked')),
    number BIGINT NOT NULL CHECK (number > 0),  -- of rows
    at     BIGINT NOT NULL
);
CREATE TRIGGER destroyed_stays BEFORE UPDATE ON destroyed BEGIN
    SELECT RAISE(ABORT, 'the destruction log is append-only');
END;
CREATE TRIGGER destroyed_keeps BEFORE DELETE ON destroyed BEGIN
    SELECT RAISE(ABORT, 'the destruction log is append-only');
END;

-- What names members and nobody is to keep leaves no row behind once it was sent or given up.
ALTER TABLE outbox ADD COLUMN is_fleeting BIGINT NOT NULL DEFAULT 0 CHECK (is_fleeting IN (0, 1));
CREATE TRIGGER outbox_fleeting AFTER UPDATE OF state ON outbox
WHEN NEW.is_fleeting = 1 AND NEW.state IN ('sent', 'dropped') BEGIN
    DELETE FROM outbox WHERE id = NEW.id;
END;
