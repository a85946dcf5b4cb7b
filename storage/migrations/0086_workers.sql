-- Several processes on one token: updates that came and were not looked at yet, and what others have to read anew.

ALTER TABLE inbox ADD COLUMN is_unsorted BIGINT NOT NULL DEFAULT 0 CHECK (is_unsorted IN (0, 1));

CREATE TABLE news (                 -- written by triggers where several workers serve the store, and nowhere else
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    kind    TEXT   NOT NULL,        -- the table
    chat_id BIGINT NOT NULL,        -- of a chat that changed; 0 for another table
    at      BIGINT NOT NULL
);
