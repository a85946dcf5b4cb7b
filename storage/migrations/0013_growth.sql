-- How points grow: what members earn by taking part.

-- Points for talking, kept with the day's count of messages. `prints` holds 16 bits each of the last three messages that
-- earned some, enough to know a repeat and too little to tell what was said.
ALTER TABLE activity ADD COLUMN credited BIGINT NOT NULL DEFAULT 0 CHECK (credited >= 0);
ALTER TABLE activity ADD COLUMN credited_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE activity ADD COLUMN prints BIGINT NOT NULL DEFAULT 0;

-- What a member ever had of the mint, less what was taken back: spending does not lower it, so levels go by it.
CREATE TABLE scores (
    chat_id BIGINT NOT NULL,
    account BIGINT NOT NULL CHECK (account > 0),
    points  BIGINT NOT NULL,
    PRIMARY KEY (chat_id, account)
) WITHOUT ROWID;
INSERT INTO scores (chat_id, account, points)
SELECT chat_id, from_account + to_account, sum(CASE from_account WHEN 0 THEN amount ELSE -amount END) FROM ledger
WHERE (from_account = 0 AND to_account > 0) OR (to_account = 0 AND from_account > 0)
GROUP BY chat_id, from_account + to_account;
CREATE TRIGGER ledger_scored AFTER INSERT ON ledger
WHEN (NEW.from_account = 0 AND NEW.to_account > 0) OR (NEW.to_account = 0 AND NEW.from_account > 0) BEGIN
    INSERT INTO scores (chat_id, account, points)
    VALUES (NEW.chat_id, NEW.from_account + NEW.to_account, CASE NEW.from_account WHEN 0 THEN NEW.amount ELSE -NEW.amount END)
    ON CONFLICT (chat_id, account) DO UPDATE SET points = points + excluded.points;
END;

CREATE TABLE badges (               -- what a member was given once, levels among them: each once, and for good
    chat_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    badge   TEXT   NOT NULL CHECK (badge <> ''),
    at      BIGINT NOT NULL,
    PRIMARY KEY (chat_id, user_id, badge)
) WITHOUT ROWID;

-- `dry`: check-ins since the last lucky one. `made_up`: a missed day that a card made good.
ALTER TABLE checkins ADD COLUMN dry BIGINT NOT NULL DEFAULT 0 CHECK (dry >= 0);
ALTER TABLE checkins ADD COLUMN made_up BIGINT NOT NULL DEFAULT 0 CHECK (made_up IN (0, 1));

CREATE TABLE cards (                -- make-up cards a member holds
    chat_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    held    BIGINT NOT NULL CHECK (held >= 0),
    PRIMARY KEY (chat_id, user_id)
) WITHOUT ROWID;

-- Mixed into everybody's luck: without it anyone could reckon lucky days ahead.
INSERT INTO facts (name, value) VALUES ('luck', lower(hex(randomblob(32))));

CREATE TABLE goods (                -- what a group's shop offers
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id    BIGINT NOT NULL,
    name       TEXT   NOT NULL CHECK (name <> ''),
    price      BIGINT NOT NULL CHECK (price > 0),
    stock      BIGINT NOT NULL CHECK (stock >= 0),
    per_member BIGINT NOT NULL CHECK (per_member >= 0),     -- 0: no limit
    delivery   TEXT   NOT NULL CHECK (delivery IN ('code', 'hand')),
    state      TEXT   NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    made_by    BIGINT NOT NULL,
    made_at    BIGINT NOT NULL
);
CREATE INDEX goods_open ON goods (chat_id, id) WHERE state = 'open';

CREATE TABLE orders (               -- what was redeemed; 'paid' waits for delivery
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id         BIGINT NOT NULL,
    goods_id        BIGINT NOT NULL REFERENCES goods (id),
    user_id         BIGINT NOT NULL,
    price           BIGINT NOT NULL,
    state           TEXT   NOT NULL DEFAULT 'paid' CHECK (state IN ('paid', 'delivered', 'refunded')),
    at              BIGINT NOT NULL,
    idempotency_key TEXT   NOT NULL,
    UNIQUE (chat_id, idempotency_key)
);
CREATE INDEX orders_of_member ON orders (user_id, id);
CREATE INDEX orders_waiting ON orders (chat_id, id) WHERE state = 'paid';

CREATE TABLE codes (                -- each goes with one order, and an order has one
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    goods_id BIGINT NOT NULL REFERENCES goods (id),
    code     TEXT   NOT NULL CHECK (code <> ''),
    order_id BIGINT UNIQUE REFERENCES orders (id),
    UNIQUE (goods_id, code)
);
CREATE INDEX codes_free ON codes (goods_id, id) WHERE order_id IS NULL;

CREATE TABLE daily (                -- what a member had of the mint on a local day, less what was taken back
    chat_id BIGINT NOT NULL,
    day     BIGINT NOT NULL,
    account BIGINT NOT NULL CHECK (account > 0),
    points  BIGINT NOT NULL,
    entry   BIGINT NOT NULL,
    PRIMARY KEY (chat_id, day, account)
) WITHOUT ROWID;
CREATE INDEX daily_order ON daily (chat_id, day, points DESC, entry);
CREATE INDEX daily_old ON daily (day);
CREATE TRIGGER ledger_daily AFTER INSERT ON ledger
WHEN (NEW.from_account = 0 AND NEW.to_account > 0) OR (NEW.to_account = 0 AND NEW.from_account > 0) BEGIN
    INSERT INTO daily (chat_id, day, account, points, entry)
    VALUES (NEW.chat_id, NEW.day, NEW.from_account + NEW.to_account,
        CASE NEW.from_account WHEN 0 THEN NEW.amount ELSE -NEW.amount END, NEW.id)
    ON CONFLICT (chat_id, day, account) DO UPDATE SET points = points + excluded.points, entry = excluded.entry;
END;

CREATE TABLE hidden (               -- who does not want to be seen on boards
    chat_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    PRIMARY KEY (chat_id, user_id)
) WITHOUT ROWID;

CREATE INDEX members_newest ON members (chat_id, seen_from);

CREATE TABLE reminders (            -- who asked to be reminded before a day without a check-in ends
    chat_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    since   BIGINT NOT NULL,
    PRIMARY KEY (chat_id, user_id)
) WITHOUT ROWID;

CREATE TABLE chosen_settings (      -- what a group's moderators set by buttons, over the config file
    chat_id BIGINT NOT NULL,
    name    TEXT   NOT NULL,
    value   BIGINT NOT NULL,
    PRIMARY KEY (chat_id, name)
) WITHOUT ROWID;

CREATE TABLE settings_log (         -- every such change, and whose it was
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id BIGINT NOT NULL,
    name    TEXT   NOT NULL,
    before  BIGINT NOT NULL,
    after   BIGINT NOT NULL,
    by_id   BIGINT NOT NULL,
    by_name TEXT   NOT NULL,
    at      BIGINT NOT NULL
);
CREATE INDEX settings_log_of ON settings_log (chat_id, id);
