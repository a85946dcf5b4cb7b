-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

DROP FUNCTION knowledge_phrasings_of_its_own() CASCADE;
CREATE TABLE phrasings (
    chat_id   BIGINT NOT NULL,
    question  TEXT   NOT NULL,
    knowledge BIGINT NOT NULL REFERENCES knowledge (id) ON DELETE CASCADE,
    PRIMARY KEY (chat_id, question)
);
INSERT INTO phrasings (chat_id, question, knowledge) SELECT chat_id, question, knowledge FROM knowledge_phrasings;
DROP TABLE knowledge_phrasings;
ALTER TABLE phrasings RENAME TO knowledge_phrasings;
CREATE INDEX knowledge_phrasings_of ON knowledge_phrasings (knowledge);
CREATE FUNCTION knowledge_phrasings_of_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM knowledge WHERE knowledge.id = NEW.knowledge AND knowledge.chat_id = NEW.chat_id) THEN
        RAISE EXCEPTION 'it is of another group' USING ERRCODE = '23000';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER knowledge_phrasings_of_its_own BEFORE INSERT ON knowledge_phrasings FOR EACH ROW EXECUTE FUNCTION knowledge_phrasings_of_its_own();
