-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

UPDATE people SET username = '' WHERE username <> '' AND EXISTS ( SELECT 1 FROM people AS later WHERE lower(later.username) = lower(people.username) AND later.ctid > people.ctid );
CREATE FUNCTION people_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE people SET username = '' WHERE lower(username) = lower(NEW.username) AND username <> '' AND user_id <> NEW.user_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER people_named AFTER INSERT ON people FOR EACH ROW WHEN (NEW.username <> '') EXECUTE FUNCTION people_named();
CREATE FUNCTION people_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE people SET username = '' WHERE lower(username) = lower(NEW.username) AND username <> '' AND user_id <> NEW.user_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER people_renamed AFTER UPDATE OF username ON people FOR EACH ROW WHEN (NEW.username <> '' AND NEW.username <> OLD.username) EXECUTE FUNCTION people_renamed();
CREATE INDEX members_left ON members (chat_id, user_id) WHERE state = 'left';
