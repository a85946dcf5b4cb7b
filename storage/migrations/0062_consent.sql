-- Who agreed to have the mood of their messages looked at, to which version of the notice, and when.

CREATE TABLE consents (
    user_id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    at      BIGINT NOT NULL
);
