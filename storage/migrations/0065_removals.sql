-- Who was banned from a group for good, by whatever hand: another group of the bot asks its moderators about them.

CREATE TABLE removals (
    chat_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (chat_id, user_id)
) WITHOUT ROWID;
CREATE INDEX removals_of ON removals (user_id);
