-- What a desk does beside answering: whose it is, how pressing, taken up, told in public; ratings may be thought over.

ALTER TABLE feedback ADD COLUMN resembles BIGINT NOT NULL DEFAULT 0;        -- an earlier one it is very like
ALTER TABLE feedback ADD COLUMN is_urgent BIGINT NOT NULL DEFAULT 0 CHECK (is_urgent IN (0, 1));
ALTER TABLE feedback ADD COLUMN adopted_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE feedback ADD COLUMN outcome TEXT NOT NULL DEFAULT '';           -- what moderators tell everybody came of it
ALTER TABLE feedback ADD COLUMN outcome_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE feedback ADD COLUMN rated_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX feedback_outcomes ON feedback (chat_id, outcome_at) WHERE outcome_at > 0;

CREATE TABLE feedback_deeds_now (       -- append-only: who of the desk did what, in which words
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    feedback_id BIGINT NOT NULL REFERENCES feedback (id) ON DELETE CASCADE,
    chat_id     BIGINT NOT NULL,
    deed        TEXT   NOT NULL CHECK (deed <> ''),  -- the domain names them
    actor_id    BIGINT NOT NULL,        -- 0 is the author
    actor_name  TEXT   NOT NULL DEFAULT '',
    words       TEXT   NOT NULL DEFAULT '',
    at          BIGINT NOT NULL
);
INSERT INTO feedback_deeds_now SELECT id, feedback_id, chat_id, deed, actor_id, actor_name, words, at FROM feedback_deeds;
DROP TABLE feedback_deeds;
ALTER TABLE feedback_deeds_now RENAME TO feedback_deeds;
CREATE INDEX feedback_deeds_of ON feedback_deeds (feedback_id, id);

CREATE TABLE feedback_assigned (        -- whose it is at the desk; nobody's without a row
    feedback_id BIGINT NOT NULL PRIMARY KEY REFERENCES feedback (id) ON DELETE CASCADE,
    user_id     BIGINT NOT NULL
);
