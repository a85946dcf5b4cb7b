-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE flows (
    chat_id BIGINT NOT NULL,
    day     BIGINT NOT NULL,
    made    BIGINT NOT NULL,
    taken   BIGINT NOT NULL,
    spent   BIGINT NOT NULL,
    PRIMARY KEY (chat_id, day)
);
CREATE FUNCTION ledger_flowed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO flows (chat_id, day, made, taken, spent) VALUES ( NEW.chat_id, NEW.day, CASE NEW.from_account WHEN 0 THEN NEW.amount ELSE 0 END, CASE NEW.to_account WHEN 0 THEN NEW.amount ELSE 0 END, CASE WHEN NEW.to_account BETWEEN -1000000 AND -1 THEN NEW.amount ELSE 0 END - CASE WHEN NEW.from_account BETWEEN -1000000 AND -1 THEN NEW.amount ELSE 0 END ) ON CONFLICT (chat_id, day) DO UPDATE SET made = flows.made + excluded.made, taken = flows.taken + excluded.taken, spent = flows.spent + excluded.spent;
    RETURN NEW;
END
$$;
CREATE TRIGGER ledger_flowed AFTER INSERT ON ledger FOR EACH ROW WHEN (NEW.from_account BETWEEN -1000000 AND 0 OR NEW.to_account BETWEEN -1000000 AND 0) EXECUTE FUNCTION ledger_flowed();
INSERT INTO flows (chat_id, day, made, taken, spent) SELECT chat_id, day, sum(CASE from_account WHEN 0 THEN amount ELSE 0 END), sum(CASE to_account WHEN 0 THEN amount ELSE 0 END), sum(CASE WHEN to_account BETWEEN -1000000 AND -1 THEN amount ELSE 0 END) - sum(CASE WHEN from_account BETWEEN -1000000 AND -1 THEN amount ELSE 0 END) FROM ledger WHERE from_account BETWEEN -1000000 AND 0 OR to_account BETWEEN -1000000 AND 0 GROUP BY chat_id, day;
