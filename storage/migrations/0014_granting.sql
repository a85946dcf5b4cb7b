-- Grants that wait for a moderator's press: to many at once, or of more points than one moderator gives alone.

CREATE TABLE grants (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id         BIGINT NOT NULL,
    by_id           BIGINT NOT NULL,
    by_name         TEXT   NOT NULL DEFAULT '',
    amount          BIGINT NOT NULL CHECK (amount > 0),             -- for each
    reason          TEXT   NOT NULL DEFAULT '',
    crowd           TEXT   NOT NULL CHECK (crowd IN ('one', 'poll', 'lottery')),
    number          BIGINT NOT NULL DEFAULT 0,                      -- of the poll or lottery
    needs           BIGINT NOT NULL CHECK (needs IN (1, 2)),        -- how many moderators stand for it
    first_id        BIGINT NOT NULL DEFAULT 0,                      -- who does already; 0 once it has ended
    state           TEXT   NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dropped')),
    at              BIGINT NOT NULL,
    idempotency_key TEXT   NOT NULL,
    UNIQUE (chat_id, idempotency_key)
);

CREATE TABLE grant_people (         -- who gets it, as shown before the press; gone once it has ended
    granting BIGINT NOT NULL REFERENCES grants (id),
    user_id  BIGINT NOT NULL,
    PRIMARY KEY (granting, user_id)
) WITHOUT ROWID;
CREATE INDEX grant_people_member ON grant_people (user_id);
