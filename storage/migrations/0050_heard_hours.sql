-- How many people spoke in an hour: of nobody in particular, and whether or not the mood is looked at.
CREATE TABLE heard_hours (
    chat_id   BIGINT NOT NULL,
    begins_at BIGINT NOT NULL,
    people    BIGINT NOT NULL,
    PRIMARY KEY (chat_id, begins_at)
) WITHOUT ROWID;
