-- What moderators and operators were told once and need not hear again for a while.

CREATE TABLE notices (
    chat_id BIGINT NOT NULL,        -- the group it is about; 0 is the bot as a whole
    key     TEXT   NOT NULL,        -- "topic-lost:17"
    told_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, key)
);
