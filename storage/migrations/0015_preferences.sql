-- What members asked not to be done with them, in whatever group: read into memory at the start, for the light path.

CREATE TABLE preferences (
    user_id  BIGINT NOT NULL,
    declined TEXT   NOT NULL CHECK (declined IN ('mood', 'private')),
    at       BIGINT NOT NULL,
    PRIMARY KEY (user_id, declined)
) WITHOUT ROWID;
