-- What waits is taken up again in the order it came: by a column of its own, not by where SQLite happens to keep a row.

CREATE TABLE inbox_anew (           -- updates that wait for their turn; deleted when done, kept with the error when bad
    place       INTEGER PRIMARY KEY,
    update_id   BIGINT NOT NULL UNIQUE,
    lane        BIGINT NOT NULL,    -- the chat (or, without one, the person): in order within, side by side across
    body        TEXT   NOT NULL,
    state       TEXT   NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'bad')),
    error       TEXT   NOT NULL DEFAULT '',
    received_at BIGINT NOT NULL
);
INSERT INTO inbox_anew (update_id, lane, body, state, error, received_at)
SELECT update_id, lane, body, state, error, received_at FROM inbox ORDER BY rowid;
DROP TABLE inbox;
ALTER TABLE inbox_anew RENAME TO inbox;
CREATE INDEX inbox_waiting ON inbox (received_at, place) WHERE state = 'waiting';
