-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE FUNCTION ledger_reverses_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.reverses IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger AS entry WHERE entry.id = NEW.reverses AND entry.chat_id = NEW.chat_id) THEN
        RAISE EXCEPTION 'it is of another group' USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER ledger_reverses_its_own BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_reverses_its_own();
CREATE FUNCTION orders_of_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM goods WHERE goods.id = NEW.goods_id AND goods.chat_id = NEW.chat_id) THEN
        RAISE EXCEPTION 'it is of another group' USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER orders_of_its_own BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION orders_of_its_own();
CREATE FUNCTION codes_of_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.order_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM orders WHERE orders.id = NEW.order_id AND orders.goods_id = NEW.goods_id) THEN
        RAISE EXCEPTION 'it is of other goods' USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER codes_of_its_own BEFORE UPDATE OF order_id ON codes FOR EACH ROW EXECUTE FUNCTION codes_of_its_own();
CREATE FUNCTION feedback_deeds_of_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM feedback WHERE feedback.id = NEW.feedback_id AND feedback.chat_id = NEW.chat_id) THEN
        RAISE EXCEPTION 'it is of another group' USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER feedback_deeds_of_its_own BEFORE INSERT ON feedback_deeds FOR EACH ROW EXECUTE FUNCTION feedback_deeds_of_its_own();
CREATE FUNCTION challenge_votes_of_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS ( SELECT 1 FROM challenge_entries AS work WHERE work.id = NEW.entry AND work.challenge = NEW.challenge ) THEN
        RAISE EXCEPTION 'it is of another challenge' USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER challenge_votes_of_its_own BEFORE INSERT ON challenge_votes FOR EACH ROW EXECUTE FUNCTION challenge_votes_of_its_own();
CREATE FUNCTION feedback_begins_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.merged_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM feedback AS target WHERE target.id = NEW.merged_id AND target.chat_id = NEW.chat_id) THEN
        RAISE EXCEPTION 'it is of another group' USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER feedback_begins_its_own BEFORE INSERT ON feedback FOR EACH ROW EXECUTE FUNCTION feedback_begins_its_own();
