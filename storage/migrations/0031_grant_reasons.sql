-- A grant's reason is of those it is for: it goes with the first of them, and with the grant's end.

CREATE TRIGGER grant_reason_gone AFTER DELETE ON grant_people BEGIN
    UPDATE grants SET reason = '' WHERE id = OLD.granting AND reason <> '';
END;
UPDATE grants SET reason = '' WHERE state <> 'waiting';
