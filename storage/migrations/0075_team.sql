-- What moderators need to work together: who is on duty when, replies kept ready, and who does what in an incident.

CREATE TABLE duties (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id   BIGINT NOT NULL,
    user_id   BIGINT NOT NULL,
    name      TEXT   NOT NULL,
    begins_at BIGINT NOT NULL,
    ends_at   BIGINT NOT NULL,
    is_weekly BIGINT NOT NULL DEFAULT 0 CHECK (is_weekly IN (0, 1)),
    state     TEXT   NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'on', 'over'))
);
CREATE INDEX duties_of ON duties (chat_id, state, begins_at);

CREATE TABLE ready_replies (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id BIGINT NOT NULL,
    name    TEXT   NOT NULL,
    words   TEXT   NOT NULL,
    by_id   BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    UNIQUE (chat_id, name)
);

ALTER TABLE incidents ADD COLUMN is_drill BIGINT NOT NULL DEFAULT 0 CHECK (is_drill IN (0, 1));
DROP INDEX incidents_open;
CREATE UNIQUE INDEX incidents_open ON incidents (chat_id, is_drill) WHERE closed_at = 0;

CREATE TABLE incident_parts (
    incident BIGINT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    part     TEXT   NOT NULL,             -- a role that somebody took ("role:0"), a step that somebody did ("step:2")
    user_id  BIGINT NOT NULL,
    name     TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (incident, part)
) WITHOUT ROWID;
