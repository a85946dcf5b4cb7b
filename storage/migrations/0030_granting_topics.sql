-- Grants to all who spoke in a topic: the table is made anew with one more kind of crowd, its numbers going on.

CREATE TABLE grants_anew (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id         BIGINT NOT NULL,
    by_id           BIGINT NOT NULL,
    by_name         TEXT   NOT NULL DEFAULT '',
    amount          BIGINT NOT NULL CHECK (amount > 0),             -- for each
    reason          TEXT   NOT NULL DEFAULT '',
    crowd           TEXT   NOT NULL CHECK (crowd IN ('one', 'poll', 'lottery', 'topic')),
    number          BIGINT NOT NULL DEFAULT 0,                      -- of the poll, lottery or topic
    needs           BIGINT NOT NULL CHECK (needs IN (1, 2)),        -- how many moderators stand for it
    first_id        BIGINT NOT NULL DEFAULT 0,                      -- who does already; 0 once it has ended
    state           TEXT   NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dropped')),
    at              BIGINT NOT NULL,
    idempotency_key TEXT   NOT NULL,
    UNIQUE (chat_id, idempotency_key)
);
INSERT INTO sqlite_sequence (name, seq) SELECT 'grants_anew', seq FROM sqlite_sequence WHERE name = 'grants';
INSERT INTO grants_anew SELECT * FROM grants;

CREATE TABLE grant_people_anew (   -- who gets it, as shown before the press; gone once it has ended
    granting BIGINT NOT NULL REFERENCES grants_anew (id),
    user_id  BIGINT NOT NULL,
    PRIMARY KEY (granting, user_id)
) WITHOUT ROWID;
INSERT INTO grant_people_anew SELECT * FROM grant_people;

DROP TABLE grant_people;
DROP TABLE grants;
ALTER TABLE grants_anew RENAME TO grants;
ALTER TABLE grant_people_anew RENAME TO grant_people;
CREATE INDEX grant_people_member ON grant_people (user_id);
