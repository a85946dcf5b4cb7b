-- An entry of the house, and a member's step within 256 points, go by fewer and plainer statements: they are the most.

DROP TRIGGER ledger_posted;
CREATE TRIGGER ledger_posted AFTER INSERT ON ledger BEGIN
    INSERT INTO balances (chat_id, account, balance, entry) VALUES (NEW.chat_id, NEW.to_account, NEW.amount, NEW.id)
    ON CONFLICT (chat_id, account) DO UPDATE SET balance = balances.balance + excluded.balance, entry = excluded.entry;
END;
CREATE TRIGGER ledger_posted_by_house AFTER INSERT ON ledger WHEN NEW.from_account <= 0 BEGIN
    INSERT INTO balances (chat_id, account, balance, entry) VALUES (NEW.chat_id, NEW.from_account, -NEW.amount, NEW.id)
    ON CONFLICT (chat_id, account) DO UPDATE SET balance = balances.balance + excluded.balance, entry = excluded.entry;
END;
CREATE TRIGGER ledger_posted_by_member AFTER INSERT ON ledger WHEN NEW.from_account > 0 BEGIN
    -- Opened at 0 first: a check on the inserted row comes before its conflict, and would refuse the negative amount.
    INSERT INTO balances (chat_id, account, balance, entry) VALUES (NEW.chat_id, NEW.from_account, 0, NEW.id)
    ON CONFLICT (chat_id, account) DO NOTHING;
    UPDATE balances SET balance = balance - NEW.amount, entry = NEW.id
    WHERE chat_id = NEW.chat_id AND account = NEW.from_account;
END;

DROP TRIGGER ledger_earned;
CREATE TRIGGER ledger_earned AFTER INSERT ON ledger
WHEN (NEW.from_account = 0 AND NEW.to_account > 0) OR (NEW.to_account = 0 AND NEW.from_account > 0) BEGIN
    INSERT INTO earned (chat_id, board, since, account, points, entry)
    -- Ordinal 1 is a Monday.
    VALUES (NEW.chat_id, 'week', NEW.day - (NEW.day - 1) % 7, NEW.from_account + NEW.to_account,
        CASE NEW.from_account WHEN 0 THEN NEW.amount ELSE -NEW.amount END, NEW.id)
    ON CONFLICT (chat_id, board, since, account) DO UPDATE SET
        points = earned.points + excluded.points, entry = excluded.entry;
    INSERT INTO earned (chat_id, board, since, account, points, entry)
    VALUES (NEW.chat_id, 'month', NEW.month, NEW.from_account + NEW.to_account,
        CASE NEW.from_account WHEN 0 THEN NEW.amount ELSE -NEW.amount END, NEW.id)
    ON CONFLICT (chat_id, board, since, account) DO UPDATE SET
        points = earned.points + excluded.points, entry = excluded.entry;
END;

-- Steps that stay within a bucket of the level above change the lowest level alone.

DROP TRIGGER balances_moved;
CREATE TRIGGER balances_moved AFTER UPDATE OF balance ON balances
WHEN NEW.account > 0 AND (OLD.balance <= 0 OR NEW.balance <= 0 OR OLD.balance >> 8 <> NEW.balance >> 8) BEGIN
    INSERT INTO steps VALUES (NEW.chat_id, 'all', 0, OLD.balance, NEW.balance);
END;
CREATE TRIGGER balances_moved_near AFTER UPDATE OF balance ON balances
WHEN NEW.account > 0 AND OLD.balance > 0 AND NEW.balance > 0 AND OLD.balance >> 8 = NEW.balance >> 8
    AND OLD.balance <> NEW.balance BEGIN
    UPDATE spread SET members = members - 1
    WHERE chat_id = NEW.chat_id AND board = 'all' AND since = 0 AND level = 0 AND bucket = OLD.balance;
    INSERT INTO spread (chat_id, board, since, level, bucket, members) VALUES (NEW.chat_id, 'all', 0, 0, NEW.balance, 1)
    ON CONFLICT (chat_id, board, since, level, bucket) DO UPDATE SET members = spread.members + 1;
END;

DROP TRIGGER earned_moved;
CREATE TRIGGER earned_moved AFTER UPDATE OF points ON earned
WHEN OLD.points <= 0 OR NEW.points <= 0 OR OLD.points >> 8 <> NEW.points >> 8 BEGIN
    INSERT INTO steps VALUES (NEW.chat_id, NEW.board, NEW.since, OLD.points, NEW.points);
END;
CREATE TRIGGER earned_moved_near AFTER UPDATE OF points ON earned
WHEN OLD.points > 0 AND NEW.points > 0 AND OLD.points >> 8 = NEW.points >> 8 AND OLD.points <> NEW.points BEGIN
    UPDATE spread SET members = members - 1
    WHERE chat_id = NEW.chat_id AND board = NEW.board AND since = NEW.since AND level = 0 AND bucket = OLD.points;
    INSERT INTO spread (chat_id, board, since, level, bucket, members)
    VALUES (NEW.chat_id, NEW.board, NEW.since, 0, NEW.points, 1)
    ON CONFLICT (chat_id, board, since, level, bucket) DO UPDATE SET members = spread.members + 1;
END;
