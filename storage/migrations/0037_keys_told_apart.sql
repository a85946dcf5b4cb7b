-- Keys of entries that meet when a group gets another id are told apart by the old id.

DROP TRIGGER ledger_keys;
CREATE TRIGGER ledger_keys BEFORE UPDATE OF idempotency_key ON ledger
WHEN NEW.idempotency_key <> OLD.idempotency_key AND NEW.idempotency_key <> OLD.idempotency_key || ':' || OLD.chat_id
    AND NEW.idempotency_key NOT GLOB '*:-[1-9][0-9][0-9][0-9][0-9][0-9][0-9]*' BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: a key changes for a pseudonym or an id of the group alone');
END;
