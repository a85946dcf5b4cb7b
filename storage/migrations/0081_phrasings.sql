-- Other wordings of a question of the knowledge base, as moderators wrote them or as somebody asked.

CREATE TABLE knowledge_phrasings (
    chat_id   BIGINT NOT NULL,
    knowledge BIGINT NOT NULL REFERENCES knowledge (id) ON DELETE CASCADE,
    question  TEXT   NOT NULL,
    PRIMARY KEY (chat_id, question)
) WITHOUT ROWID;
CREATE INDEX knowledge_phrasings_of ON knowledge_phrasings (knowledge);

CREATE TRIGGER knowledge_phrasings_of_its_own BEFORE INSERT ON knowledge_phrasings
WHEN NOT EXISTS (SELECT 1 FROM knowledge WHERE knowledge.id = NEW.knowledge AND knowledge.chat_id = NEW.chat_id) BEGIN
    SELECT RAISE(ABORT, 'it is of another group');
END;
