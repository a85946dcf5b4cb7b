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
