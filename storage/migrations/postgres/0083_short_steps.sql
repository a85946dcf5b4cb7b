-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

DROP FUNCTION ledger_posted() CASCADE;
CREATE FUNCTION ledger_posted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO balances (chat_id, account, balance, entry) VALUES (NEW.chat_id, NEW.to_account, NEW.amount, NEW.id) ON CONFLICT (chat_id, account) DO UPDATE SET balance = balances.balance + excluded.balance, entry = excluded.entry;
    RETURN NEW;
END
$$;
CREATE TRIGGER ledger_posted AFTER INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_posted();
CREATE FUNCTION ledger_posted_by_house() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO balances (chat_id, account, balance, entry) VALUES (NEW.chat_id, NEW.from_account, -NEW.amount, NEW.id) ON CONFLICT (chat_id, account) DO UPDATE SET balance = balances.balance + excluded.balance, entry = excluded.entry;
    RETURN NEW;
END
$$;
CREATE TRIGGER ledger_posted_by_house AFTER INSERT ON ledger FOR EACH ROW WHEN (NEW.from_account <= 0) EXECUTE FUNCTION ledger_posted_by_house();
CREATE FUNCTION ledger_posted_by_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO balances (chat_id, account, balance, entry) VALUES (NEW.chat_id, NEW.from_account, 0, NEW.id) ON CONFLICT (chat_id, account) DO NOTHING;
    UPDATE balances SET balance = balance - NEW.amount, entry = NEW.id WHERE chat_id = NEW.chat_id AND account = NEW.from_account;
    RETURN NEW;
END
$$;
CREATE TRIGGER ledger_posted_by_member AFTER INSERT ON ledger FOR EACH ROW WHEN (NEW.from_account > 0) EXECUTE FUNCTION ledger_posted_by_member();
DROP FUNCTION ledger_earned() CASCADE;
CREATE FUNCTION ledger_earned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO earned (chat_id, board, since, account, points, entry) VALUES (NEW.chat_id, 'week', NEW.day - (NEW.day - 1) % 7, NEW.from_account + NEW.to_account, CASE NEW.from_account WHEN 0 THEN NEW.amount ELSE -NEW.amount END, NEW.id) ON CONFLICT (chat_id, board, since, account) DO UPDATE SET points = earned.points + excluded.points, entry = excluded.entry;
    INSERT INTO earned (chat_id, board, since, account, points, entry) VALUES (NEW.chat_id, 'month', NEW.month, NEW.from_account + NEW.to_account, CASE NEW.from_account WHEN 0 THEN NEW.amount ELSE -NEW.amount END, NEW.id) ON CONFLICT (chat_id, board, since, account) DO UPDATE SET points = earned.points + excluded.points, entry = excluded.entry;
    RETURN NEW;
END
$$;
CREATE TRIGGER ledger_earned AFTER INSERT ON ledger FOR EACH ROW WHEN ((NEW.from_account = 0 AND NEW.to_account > 0) OR (NEW.to_account = 0 AND NEW.from_account > 0)) EXECUTE FUNCTION ledger_earned();
DROP FUNCTION balances_moved() CASCADE;
CREATE FUNCTION balances_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO steps VALUES (NEW.chat_id, 'all', 0, OLD.balance, NEW.balance);
    RETURN NEW;
END
$$;
CREATE TRIGGER balances_moved AFTER UPDATE OF balance ON balances FOR EACH ROW WHEN (NEW.account > 0 AND (OLD.balance <= 0 OR NEW.balance <= 0 OR OLD.balance >> 8 <> NEW.balance >> 8)) EXECUTE FUNCTION balances_moved();
CREATE FUNCTION balances_moved_near() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE spread SET members = members - 1 WHERE chat_id = NEW.chat_id AND board = 'all' AND since = 0 AND level = 0 AND bucket = OLD.balance;
    INSERT INTO spread (chat_id, board, since, level, bucket, members) VALUES (NEW.chat_id, 'all', 0, 0, NEW.balance, 1) ON CONFLICT (chat_id, board, since, level, bucket) DO UPDATE SET members = spread.members + 1;
    RETURN NEW;
END
$$;
CREATE TRIGGER balances_moved_near AFTER UPDATE OF balance ON balances FOR EACH ROW WHEN (NEW.account > 0 AND OLD.balance > 0 AND NEW.balance > 0 AND OLD.balance >> 8 = NEW.balance >> 8 AND OLD.balance <> NEW.balance) EXECUTE FUNCTION balances_moved_near();
DROP FUNCTION earned_moved() CASCADE;
CREATE FUNCTION earned_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO steps VALUES (NEW.chat_id, NEW.board, NEW.since, OLD.points, NEW.points);
    RETURN NEW;
END
$$;
CREATE TRIGGER earned_moved AFTER UPDATE OF points ON earned FOR EACH ROW WHEN (OLD.points <= 0 OR NEW.points <= 0 OR OLD.points >> 8 <> NEW.points >> 8) EXECUTE FUNCTION earned_moved();
CREATE FUNCTION earned_moved_near() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE spread SET members = members - 1 WHERE chat_id = NEW.chat_id AND board = NEW.board AND since = NEW.since AND level = 0 AND bucket = OLD.points;
    INSERT INTO spread (chat_id, board, since, level, bucket, members) VALUES (NEW.chat_id, NEW.board, NEW.since, 0, NEW.points, 1) ON CONFLICT (chat_id, board, since, level, bucket) DO UPDATE SET members = spread.members + 1;
    RETURN NEW;
END
$$;
CREATE TRIGGER earned_moved_near AFTER UPDATE OF points ON earned FOR EACH ROW WHEN (OLD.points > 0 AND NEW.points > 0 AND OLD.points >> 8 = NEW.points >> 8 AND OLD.points <> NEW.points) EXECUTE FUNCTION earned_moved_near();
