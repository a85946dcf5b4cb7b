-- While many check in, one message tells of all; which one it is, is known here.
CREATE TABLE checkin_boards (
    chat_id  BIGINT PRIMARY KEY,
    name     TEXT   NOT NULL
) WITHOUT ROWID;

CREATE INDEX checkins_of_day ON checkins (chat_id, day, at);
