-- What Telegram refused in a chat, and pauses it asked for: not tried again before `until`, and told by /doctor.
CREATE TABLE limits (
    chat_id BIGINT NOT NULL,
    kind    TEXT   NOT NULL,
    until   BIGINT NOT NULL,
    PRIMARY KEY (chat_id, kind)
);
