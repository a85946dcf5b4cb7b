-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

DROP INDEX ledger_out;
DROP INDEX ledger_in;
CREATE INDEX ledger_out ON ledger (chat_id, from_account, id) WHERE from_account <> 0;
CREATE INDEX ledger_in ON ledger (chat_id, to_account, id) WHERE to_account <> 0;
