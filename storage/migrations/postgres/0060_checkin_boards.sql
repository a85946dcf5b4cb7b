-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE checkin_boards (
    chat_id  BIGINT PRIMARY KEY,
    name     TEXT   NOT NULL
);
CREATE INDEX checkins_of_day ON checkins (chat_id, day, at);
