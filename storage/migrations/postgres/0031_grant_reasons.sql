-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE FUNCTION grant_reason_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE grants SET reason = '' WHERE id = OLD.granting AND reason <> '';
    RETURN OLD;
END
$$;
CREATE TRIGGER grant_reason_gone AFTER DELETE ON grant_people FOR EACH ROW EXECUTE FUNCTION grant_reason_gone();
UPDATE grants SET reason = '' WHERE state <> 'waiting';
