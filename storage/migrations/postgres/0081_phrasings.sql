-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE knowledge_phrasings (
    chat_id   BIGINT NOT NULL,
    knowledge BIGINT NOT NULL REFERENCES knowledge (id) ON DELETE CASCADE,
    question  TEXT   NOT NULL,
    PRIMARY KEY (chat_id, question)
);
CREATE INDEX knowledge_phrasings_of ON knowledge_phrasings (knowledge);
