-- Members whom moderators might greet or thank, as found at night; who does not want to be listed; notes beside a trend;
-- and whom an event, a survey or a post is for.

CREATE TABLE named_lists (
    chat_id BIGINT NOT NULL,
    list    TEXT   NOT NULL CHECK (list IN ('at_risk', 'care')),
    user_id BIGINT NOT NULL,
    before  BIGINT NOT NULL,                -- days with words in the four weeks before the last two; thanks they had
    now     BIGINT NOT NULL,                -- such days in the last two weeks; people who reacted to what they wrote
    day     BIGINT NOT NULL,                -- on which it was found
    PRIMARY KEY (chat_id, list, user_id)
) WITHOUT ROWID;
CREATE INDEX named_lists_member ON named_lists (user_id);

CREATE TABLE trend_notes (                  -- what happened outside, for a mark beside the counts
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    words   TEXT   NOT NULL CHECK (words <> ''),
    by_id   BIGINT NOT NULL
);
CREATE INDEX trend_notes_of ON trend_notes (chat_id, at);

CREATE TABLE preferences_anew (
    user_id  BIGINT NOT NULL,
    declined TEXT   NOT NULL CHECK (declined IN ('mood', 'private', 'lists')),
    at       BIGINT NOT NULL,
    PRIMARY KEY (user_id, declined)
) WITHOUT ROWID;
INSERT INTO preferences_anew SELECT user_id, declined, at FROM preferences;
DROP TABLE preferences;
ALTER TABLE preferences_anew RENAME TO preferences;

CREATE TABLE segment_counts_anew (          -- members by how they take part, as counted at night; of those whom a list a
    chat_id BIGINT NOT NULL,                -- month ago would have warned of, how many they were and how many fell silent
    day     BIGINT NOT NULL,
    segment TEXT   NOT NULL
            CHECK (segment IN ('newcomer', 'active', 'core', 'quiet', 'at_risk', 'warned', 'silent')),
    people  BIGINT NOT NULL,
    PRIMARY KEY (chat_id, day, segment)
) WITHOUT ROWID;
INSERT INTO segment_counts_anew SELECT chat_id, day, segment, people FROM segment_counts;
DROP TABLE segment_counts;
ALTER TABLE segment_counts_anew RENAME TO segment_counts;

ALTER TABLE surveys ADD COLUMN segment TEXT NOT NULL DEFAULT ''
    CHECK (segment IN ('', 'newcomer', 'active', 'core', 'quiet', 'at_risk'));
ALTER TABLE events ADD COLUMN segment TEXT NOT NULL DEFAULT ''
    CHECK (segment IN ('', 'newcomer', 'active', 'core', 'quiet', 'at_risk'));
ALTER TABLE announcements ADD COLUMN segment TEXT NOT NULL DEFAULT ''
    CHECK (segment IN ('', 'newcomer', 'active', 'core', 'quiet', 'at_risk'));
