-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE feedback ADD COLUMN eta_at BIGINT NOT NULL DEFAULT 0;
CREATE TABLE feedback_lessons (
    chat_id  BIGINT NOT NULL,
    mark     TEXT   NOT NULL,
    category TEXT   NOT NULL,
    times    BIGINT NOT NULL DEFAULT 1,
    at       BIGINT NOT NULL,
    PRIMARY KEY (chat_id, mark, category)
);
