-- How many points came into being, were taken back and were spent, by local day: kept as entries are written, so that nobody
-- has to read the whole ledger to know. House accounts are those from 0 down to -1000000; below it are forgotten members.

CREATE TABLE flows (
    chat_id BIGINT NOT NULL,
    day     BIGINT NOT NULL,
    made    BIGINT NOT NULL,        -- from the mint
    taken   BIGINT NOT NULL,        -- back to the mint
    spent   BIGINT NOT NULL,        -- to the other house accounts, less what came back from them
    PRIMARY KEY (chat_id, day)
) WITHOUT ROWID;

CREATE TRIGGER ledger_flowed AFTER INSERT ON ledger
WHEN NEW.from_account BETWEEN -1000000 AND 0 OR NEW.to_account BETWEEN -1000000 AND 0 BEGIN
    INSERT INTO flows (chat_id, day, made, taken, spent) VALUES (
        NEW.chat_id,
        NEW.day,
        CASE NEW.from_account WHEN 0 THEN NEW.amount ELSE 0 END,
        CASE NEW.to_account WHEN 0 THEN NEW.amount ELSE 0 END,
        CASE WHEN NEW.to_account BETWEEN -1000000 AND -1 THEN NEW.amount ELSE 0 END
            - CASE WHEN NEW.from_account BETWEEN -1000000 AND -1 THEN NEW.amount ELSE 0 END
    )
    ON CONFLICT (chat_id, day) DO UPDATE SET
        made = made + excluded.made, taken = taken + excluded.taken, spent = spent + excluded.spent;
END;

INSERT INTO flows (chat_id, day, made, taken, spent)
SELECT
    chat_id,
    day,
    sum(CASE from_account WHEN 0 THEN amount ELSE 0 END),
    sum(CASE to_account WHEN 0 THEN amount ELSE 0 END),
    sum(CASE WHEN to_account BETWEEN -1000000 AND -1 THEN amount ELSE 0 END)
        - sum(CASE WHEN from_account BETWEEN -1000000 AND -1 THEN amount ELSE 0 END)
FROM ledger
WHERE from_account BETWEEN -1000000 AND 0 OR to_account BETWEEN -1000000 AND 0
GROUP BY chat_id, day;
