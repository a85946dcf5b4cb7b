-- Where two ids meet they are of one group: whatever names another row by its number cannot name another group's.

CREATE TRIGGER ledger_reverses_its_own BEFORE INSERT ON ledger
WHEN NEW.reverses IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM ledger AS entry WHERE entry.id = NEW.reverses AND entry.chat_id = NEW.chat_id) BEGIN
    SELECT RAISE(ABORT, 'it is of another group');
END;

CREATE TRIGGER orders_of_its_own BEFORE INSERT ON orders
WHEN NOT EXISTS (SELECT 1 FROM goods WHERE goods.id = NEW.goods_id AND goods.chat_id = NEW.chat_id) BEGIN
    SELECT RAISE(ABORT, 'it is of another group');
END;

CREATE TRIGGER codes_of_its_own BEFORE UPDATE OF order_id ON codes
WHEN NEW.order_id IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM orders WHERE orders.id = NEW.order_id AND orders.goods_id = NEW.goods_id) BEGIN
    SELECT RAISE(ABORT, 'it is of other goods');
END;

CREATE TRIGGER feedback_deeds_of_its_own BEFORE INSERT ON feedback_deeds
WHEN NOT EXISTS (SELECT 1 FROM feedback WHERE feedback.id = NEW.feedback_id AND feedback.chat_id = NEW.chat_id) BEGIN
    SELECT RAISE(ABORT, 'it is of another group');
END;

CREATE TRIGGER challenge_votes_of_its_own BEFORE INSERT ON challenge_votes
WHEN NOT EXISTS (
    SELECT 1 FROM challenge_entries AS work WHERE work.id = NEW.entry AND work.challenge = NEW.challenge
) BEGIN
    SELECT RAISE(ABORT, 'it is of another challenge');
END;

CREATE TRIGGER feedback_begins_its_own BEFORE INSERT ON feedback
WHEN NEW.merged_id IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM feedback AS target WHERE target.id = NEW.merged_id AND target.chat_id = NEW.chat_id) BEGIN
    SELECT RAISE(ABORT, 'it is of another group');
END;
