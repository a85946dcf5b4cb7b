-- Feedback joins another of its own group alone; what had joined another group's comes apart again and is open.

UPDATE feedback SET merged_id = NULL, state = 'open', closed_at = 0 WHERE merged_id IS NOT NULL
AND chat_id <> (SELECT target.chat_id FROM feedback AS target WHERE target.id = feedback.merged_id);

-- What had joined one that joined a third itself has joined the third: nothing stands behind what is merged.
UPDATE feedback SET merged_id = (SELECT target.merged_id FROM feedback AS target WHERE target.id = feedback.merged_id)
WHERE (SELECT target.merged_id FROM feedback AS target WHERE target.id = feedback.merged_id) IS NOT NULL;

CREATE TRIGGER feedback_joins_its_own BEFORE UPDATE OF merged_id ON feedback
WHEN NEW.merged_id IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM feedback AS target WHERE target.id = NEW.merged_id AND target.chat_id = NEW.chat_id) BEGIN
    SELECT RAISE(ABORT, 'it is of another group');
END;
