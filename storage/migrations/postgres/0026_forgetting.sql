-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

DROP FUNCTION ledger_stays() CASCADE;
CREATE FUNCTION ledger_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: write a reverse entry' USING ERRCODE = '23000';
    RETURN NEW;
END
$$;
CREATE TRIGGER ledger_stays BEFORE UPDATE OF id, amount, kind, source, at, day, month, reverses ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_stays();
CREATE FUNCTION ledger_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: a key changes for a pseudonym alone' USING ERRCODE = '23000';
    RETURN NEW;
END
$$;
CREATE TRIGGER ledger_keys BEFORE UPDATE OF idempotency_key ON ledger FOR EACH ROW WHEN (NEW.idempotency_key <> OLD.idempotency_key AND NEW.idempotency_key !~ ':-[1-9][0-9][0-9][0-9][0-9][0-9][0-9]') EXECUTE FUNCTION ledger_keys();
