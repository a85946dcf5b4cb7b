-- A @name is one person's at a time: whoever is seen with it takes it from whoever had it.

UPDATE people SET username = '' WHERE username <> '' AND EXISTS (
    SELECT 1 FROM people AS later WHERE lower(later.username) = lower(people.username) AND later.rowid > people.rowid
);
CREATE TRIGGER people_named AFTER INSERT ON people WHEN NEW.username <> '' BEGIN
    UPDATE people SET username = '' WHERE lower(username) = lower(NEW.username) AND username <> ''
    AND user_id <> NEW.user_id;
END;
CREATE TRIGGER people_renamed AFTER UPDATE OF username ON people
WHEN NEW.username <> '' AND NEW.username <> OLD.username BEGIN
    UPDATE people SET username = '' WHERE lower(username) = lower(NEW.username) AND username <> ''
    AND user_id <> NEW.user_id;
END;

-- Boards leave out who left: they are looked up by themselves.
CREATE INDEX members_left ON members (chat_id, user_id) WHERE state = 'left';
