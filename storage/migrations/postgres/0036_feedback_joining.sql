-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

UPDATE feedback SET merged_id = NULL, state = 'open', closed_at = 0 WHERE merged_id IS NOT NULL AND chat_id <> (SELECT target.chat_id FROM feedback AS target WHERE target.id = feedback.merged_id);
UPDATE feedback SET merged_id = (SELECT target.merged_id FROM feedback AS target WHERE target.id = feedback.merged_id) WHERE (SELECT target.merged_id FROM feedback AS target WHERE target.id = feedback.merged_id) IS NOT NULL;
CREATE FUNCTION feedback_joins_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.merged_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM feedback AS target WHERE target.id = NEW.merged_id AND target.chat_id = NEW.chat_id) THEN
        RAISE EXCEPTION 'it is of another group' USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER feedback_joins_its_own BEFORE UPDATE OF merged_id ON feedback FOR EACH ROW EXECUTE FUNCTION feedback_joins_its_own();
