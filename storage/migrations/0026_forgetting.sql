-- Keys of entries are put together of numbers, members' among them: of a forgotten one they keep the pseudonym.

DROP TRIGGER ledger_stays;
CREATE TRIGGER ledger_stays BEFORE UPDATE OF id, amount, kind, source, at, day, month, reverses ON ledger BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: write a reverse entry');
END;
CREATE TRIGGER ledger_keys BEFORE UPDATE OF idempotency_key ON ledger
WHEN NEW.idempotency_key <> OLD.idempotency_key AND NEW.idempotency_key NOT GLOB '*:-[1-9][0-9][0-9][0-9][0-9][0-9][0-9]*' BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: a key changes for a pseudonym alone');
END;
