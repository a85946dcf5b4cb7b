-- The points ledger and what is reckoned from it, and check-ins. Accounts above 0 are members (their user ids), the others
-- are the house's own: 0 the mint, from which points come and to which they are taken back.

CREATE TABLE ledger (               -- append-only: one row moves points from one account to another, so each balances by itself
    id              INTEGER PRIMARY KEY AUTOINCREMENT,  -- the #N that people see
    chat_id         BIGINT NOT NULL,
    from_account    BIGINT NOT NULL,
    to_account      BIGINT NOT NULL,
    amount          BIGINT NOT NULL CHECK (amount > 0),
    kind            TEXT   NOT NULL CHECK (kind <> ''),  -- the domain names them
    source          BIGINT NOT NULL DEFAULT 0,           -- the number of what it came from, by kind: a check-in's streak
    reason          TEXT   NOT NULL DEFAULT '',          -- in people's own words
    actor_id        BIGINT NOT NULL,                     -- 0 is the bot itself
    actor_name      TEXT   NOT NULL DEFAULT '',
    idempotency_key TEXT   NOT NULL,
    at              BIGINT NOT NULL,
    day             BIGINT NOT NULL,                     -- local day it counts for (an undo: that of what it undoes)
    month           BIGINT NOT NULL,                     -- first day of that day's month; both proleptic ordinals
    reverses        BIGINT UNIQUE REFERENCES ledger (id),
    CHECK (from_account <> to_account),
    UNIQUE (chat_id, idempotency_key)
);
-- Not "> 0": SQLite would take that for the range to search, and read every member's entries to find one's.
CREATE INDEX ledger_out ON ledger (chat_id, from_account, id) WHERE from_account <> 0;
CREATE INDEX ledger_in ON ledger (chat_id, to_account, id) WHERE to_account <> 0;
CREATE INDEX ledger_actor ON ledger (chat_id, actor_id, day) WHERE actor_id <> 0;

-- Two things alone may be rewritten: chat_id (a group that becomes a supergroup gets another), and whose an entry is, when
-- a member asks to be forgotten: their id becomes a number below -1000000 that leads nowhere, their words are emptied.
CREATE TRIGGER ledger_stays BEFORE UPDATE OF id, amount, kind, source, idempotency_key, at, day, month, reverses
ON ledger BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: write a reverse entry');
END;
CREATE TRIGGER ledger_names BEFORE UPDATE OF from_account, to_account, actor_id, actor_name, reason
ON ledger WHEN (NEW.from_account <> OLD.from_account AND (OLD.from_account <= 0 OR NEW.from_account > -1000000))
    OR (NEW.to_account <> OLD.to_account AND (OLD.to_account <= 0 OR NEW.to_account > -1000000))
    OR (NEW.actor_id <> OLD.actor_id AND (OLD.actor_id <= 0 OR NEW.actor_id > -1000000))
    OR NEW.actor_name NOT IN (OLD.actor_name, '') OR NEW.reason NOT IN (OLD.reason, '') BEGIN
    SELECT RAISE(ABORT, 'an entry changes hands only for a pseudonym');
END;
CREATE TRIGGER ledger_keeps BEFORE DELETE ON ledger BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: write a reverse entry');
END;

CREATE TABLE balances (             -- the sum of an account's entries, kept by triggers in the entry's transaction
    chat_id BIGINT NOT NULL,
    account BIGINT NOT NULL,
    balance BIGINT NOT NULL,
    entry   BIGINT NOT NULL,        -- the entry that made it so: of equal balances the earlier one stands first
    PRIMARY KEY (chat_id, account),
    CHECK (account <= 0 OR balance >= 0)
) WITHOUT ROWID;
CREATE INDEX balances_order ON balances (chat_id, balance DESC, entry) WHERE account > 0;

CREATE TABLE earned (               -- what a member had of the mint in a week or month, less what was taken back
    chat_id BIGINT NOT NULL,
    board   TEXT   NOT NULL CHECK (board IN ('week', 'month')),
    since   BIGINT NOT NULL,        -- first local day of the period (proleptic ordinal)
    account BIGINT NOT NULL CHECK (account > 0),
    points  BIGINT NOT NULL,
    entry   BIGINT NOT NULL,
    PRIMARY KEY (chat_id, board, since, account)
) WITHOUT ROWID;
CREATE INDEX earned_order ON earned (chat_id, board, since, points DESC, entry);

-- How many members stand at each number of points above 0, at five grains: exact (level 0), by 256 (level 1), by 65,536 ...
-- A rank is one more than those above, found by adding up at most 255 rows a level, however many members there are.
CREATE TABLE spread (
    chat_id BIGINT NOT NULL,
    board   TEXT   NOT NULL,        -- 'all' goes by balance, and its period begins at 0
    since   BIGINT NOT NULL,
    level   BIGINT NOT NULL,
    bucket  BIGINT NOT NULL,        -- points >> (8 * level)
    members BIGINT NOT NULL,
    PRIMARY KEY (chat_id, board, since, level, bucket)
) WITHOUT ROWID;

CREATE VIEW steps AS SELECT 0 AS chat_id, '' AS board, 0 AS since, 0 AS was, 0 AS becomes WHERE 0 = 1;
CREATE TRIGGER steps_taken INSTEAD OF INSERT ON steps WHEN NEW.was <> NEW.becomes BEGIN
    INSERT INTO spread (chat_id, board, since, level, bucket, members)
    SELECT NEW.chat_id, NEW.board, NEW.since, column1, NEW.was >> (8 * column1), -1
    FROM (VALUES (0), (1), (2), (3), (4))
    WHERE NEW.was > 0 AND (NEW.becomes <= 0 OR NEW.was >> (8 * column1) <> NEW.becomes >> (8 * column1))
    ON CONFLICT (chat_id, board, since, level, bucket) DO UPDATE SET members = members - 1;
    INSERT INTO spread (chat_id, board, since, level, bucket, members)
    SELECT NEW.chat_id, NEW.board, NEW.since, column1, NEW.becomes >> (8 * column1), 1
    FROM (VALUES (0), (1), (2), (3), (4))
    WHERE NEW.becomes > 0 AND (NEW.was <= 0 OR NEW.was >> (8 * column1) <> NEW.becomes >> (8 * column1))
    ON CONFLICT (chat_id, board, since, level, bucket) DO UPDATE SET members = members + 1;
END;

CREATE TRIGGER balances_opened AFTER INSERT ON balances WHEN NEW.account > 0 BEGIN
    INSERT INTO steps VALUES (NEW.chat_id, 'all', 0, 0, NEW.balance);
END;
CREATE TRIGGER balances_moved AFTER UPDATE OF balance ON balances WHEN NEW.account > 0 BEGIN
    INSERT INTO steps VALUES (NEW.chat_id, 'all', 0, OLD.balance, NEW.balance);
END;
CREATE TRIGGER balances_closed AFTER DELETE ON balances WHEN OLD.account > 0 BEGIN
    INSERT INTO steps VALUES (OLD.chat_id, 'all', 0, OLD.balance, 0);
END;
CREATE TRIGGER earned_opened AFTER INSERT ON earned BEGIN
    INSERT INTO steps VALUES (NEW.chat_id, NEW.board, NEW.since, 0, NEW.points);
END;
CREATE TRIGGER earned_moved AFTER UPDATE OF points ON earned BEGIN
    INSERT INTO steps VALUES (NEW.chat_id, NEW.board, NEW.since, OLD.points, NEW.points);
END;

CREATE TRIGGER earned_closed AFTER DELETE ON earned BEGIN
    INSERT INTO steps VALUES (OLD.chat_id, OLD.board, OLD.since, OLD.points, 0);
END;

CREATE TRIGGER ledger_posted AFTER INSERT ON ledger BEGIN
    -- Opened at 0 first: a check on the inserted row comes before its conflict, and would refuse the negative amount.
    INSERT INTO balances (chat_id, account, balance, entry) VALUES (NEW.chat_id, NEW.from_account, 0, NEW.id)
    ON CONFLICT (chat_id, account) DO NOTHING;
    UPDATE balances SET balance = balance - NEW.amount, entry = NEW.id
    WHERE chat_id = NEW.chat_id AND account = NEW.from_account;
    INSERT INTO balances (chat_id, account, balance, entry) VALUES (NEW.chat_id, NEW.to_account, NEW.amount, NEW.id)
    ON CONFLICT (chat_id, account) DO UPDATE SET balance = balance + excluded.balance, entry = excluded.entry;
END;

-- Only what passes between the mint and a member is earned or lost: gifts and spending move no board of a period.
CREATE TRIGGER ledger_earned AFTER INSERT ON ledger
WHEN (NEW.from_account = 0 AND NEW.to_account > 0) OR (NEW.to_account = 0 AND NEW.from_account > 0) BEGIN
    INSERT INTO earned (chat_id, board, since, account, points, entry)
    SELECT NEW.chat_id, column1, column2, NEW.from_account + NEW.to_account,
        CASE NEW.from_account WHEN 0 THEN NEW.amount ELSE -NEW.amount END, NEW.id
    -- Ordinal 1 is a Monday.
    FROM (VALUES ('week', NEW.day - (NEW.day - 1) % 7), ('month', NEW.month))
    WHERE true
    ON CONFLICT (chat_id, board, since, account) DO UPDATE SET points = points + excluded.points, entry = excluded.entry;
END;

CREATE TABLE calendars (            -- what a local day went by: a zone, and minutes after midnight when the day begins
    id        INTEGER PRIMARY KEY,
    timezone  TEXT   NOT NULL,
    starts_at BIGINT NOT NULL,
    UNIQUE (timezone, starts_at)
);

-- A local day is an ordinal by a calendar: after a change of zone the same ordinal is another day.
CREATE TABLE checkins (
    chat_id     BIGINT NOT NULL,
    user_id     BIGINT NOT NULL,
    day         BIGINT NOT NULL,
    calendar_id BIGINT NOT NULL REFERENCES calendars (id),
    at          BIGINT NOT NULL,
    streak      BIGINT NOT NULL CHECK (streak > 0),
    lucky       BIGINT NOT NULL DEFAULT 0 CHECK (lucky >= 0),  -- points won by luck, within what was paid
    PRIMARY KEY (chat_id, user_id, day, calendar_id)
) WITHOUT ROWID;
