-- Events people come together for: who goes, who waits for a place, who came.

CREATE TABLE events (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id    BIGINT NOT NULL,
    topic      BIGINT NOT NULL DEFAULT 0,
    title      TEXT   NOT NULL CHECK (title <> ''),
    place      TEXT   NOT NULL DEFAULT '',
    starts_at  BIGINT NOT NULL,
    lasts      BIGINT NOT NULL CHECK (lasts > 0),      -- seconds
    cap        BIGINT NOT NULL DEFAULT 0 CHECK (cap >= 0),   -- 0: as many as like
    goal       BIGINT NOT NULL DEFAULT 0 CHECK (goal >= 0),  -- how many should come; 0: none set
    reward     BIGINT NOT NULL DEFAULT 0 CHECK (reward >= 0),  -- points for coming
    state      TEXT   NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'cancelled', 'over')),
    version    BIGINT NOT NULL DEFAULT 0,               -- of the calendar file: grows with every move
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX events_coming ON events (chat_id, starts_at) WHERE state = 'open';

CREATE TABLE event_guests (
    event   BIGINT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    user_id BIGINT NOT NULL,
    answer  TEXT   NOT NULL CHECK (answer IN ('going', 'waiting', 'maybe', 'no')),
    turn    BIGINT NOT NULL,        -- in what order they said so: the first who waits has the next free place
    came_at BIGINT,
    PRIMARY KEY (event, user_id)
) WITHOUT ROWID;
CREATE INDEX event_guests_member ON event_guests (user_id);
