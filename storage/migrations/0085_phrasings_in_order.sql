-- SQLite 3.40 calls a whole store broken (`NULL value in knowledge_phrasings.knowledge`) where a table without row ids has
-- the columns of its key apart from each other: /doctor asked for a restore, and restore refused every copy.

DROP TRIGGER knowledge_phrasings_of_its_own;
CREATE TABLE phrasings (
    chat_id   BIGINT NOT NULL,
    question  TEXT   NOT NULL,
    knowledge BIGINT NOT NULL REFERENCES knowledge (id) ON DELETE CASCADE,
    PRIMARY KEY (chat_id, question)
) WITHOUT ROWID;
INSERT INTO phrasings (chat_id, question, knowledge) SELECT chat_id, question, knowledge FROM knowledge_phrasings;
DROP TABLE knowledge_phrasings;
ALTER TABLE phrasings RENAME TO knowledge_phrasings;
CREATE INDEX knowledge_phrasings_of ON knowledge_phrasings (knowledge);

CREATE TRIGGER knowledge_phrasings_of_its_own BEFORE INSERT ON knowledge_phrasings
WHEN NOT EXISTS (SELECT 1 FROM knowledge WHERE knowledge.id = NEW.knowledge AND knowledge.chat_id = NEW.chat_id) BEGIN
    SELECT RAISE(ABORT, 'it is of another group');
END;
