-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

DROP FUNCTION ledger_keys() CASCADE;
CREATE FUNCTION ledger_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: a key changes for a pseudonym or an id of the group alone' USING ERRCODE = '23000';
    RETURN NEW;
END
$$;
CREATE TRIGGER ledger_keys BEFORE UPDATE OF idempotency_key ON ledger FOR EACH ROW WHEN (NEW.idempotency_key <> OLD.idempotency_key AND NEW.idempotency_key <> OLD.idempotency_key || ':' || OLD.chat_id AND NEW.idempotency_key !~ ':-[1-9][0-9][0-9][0-9][0-9][0-9][0-9]') EXECUTE FUNCTION ledger_keys();
