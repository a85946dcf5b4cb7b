-- Surveys of a group: what is asked of whom until when, and the answers, under pseudonyms.

CREATE TABLE surveys (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id   BIGINT NOT NULL,
    by_id     BIGINT NOT NULL,
    goal      TEXT   NOT NULL,
    questions TEXT   NOT NULL,            -- as they were written, a line each
    crowd     TEXT   NOT NULL CHECK (crowd IN ('all', 'active', 'new')),
    least     BIGINT NOT NULL,            -- people below whom no result is told
    made_at   BIGINT NOT NULL,
    ends_at   BIGINT NOT NULL,
    state     TEXT   NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'told')),
    follows   BIGINT NOT NULL DEFAULT 0   -- the survey it asks again
);
CREATE INDEX surveys_of ON surveys (chat_id, state);
CREATE TABLE survey_answers (
    survey BIGINT NOT NULL REFERENCES surveys (id) ON DELETE CASCADE,
    voice  TEXT   NOT NULL,
    place  BIGINT NOT NULL,               -- the question's, from 0
    value  TEXT   NOT NULL,               -- options by their numbers, a number, or words; empty where it was skipped
    PRIMARY KEY (survey, voice, place)
) WITHOUT ROWID;
CREATE TABLE survey_voices (              -- who is through
    survey  BIGINT NOT NULL REFERENCES surveys (id) ON DELETE CASCADE,
    voice   TEXT   NOT NULL,
    done_at BIGINT NOT NULL,
    PRIMARY KEY (survey, voice)
) WITHOUT ROWID;
