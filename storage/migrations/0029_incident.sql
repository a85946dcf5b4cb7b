-- What has come up in a group: one matter at a time, with its timeline.

CREATE TABLE incidents (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id   BIGINT NOT NULL,
    title     TEXT   NOT NULL,
    opened_by BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT NOT NULL DEFAULT 0       -- 0: still open
);
CREATE UNIQUE INDEX incidents_open ON incidents (chat_id) WHERE closed_at = 0;

CREATE TABLE incident_notes (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    incident BIGINT NOT NULL,
    chat_id  BIGINT NOT NULL,
    said_by  BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    words    TEXT   NOT NULL
);
CREATE INDEX incident_notes_of ON incident_notes (incident);
