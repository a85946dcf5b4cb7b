-- Where the messages are that an alert of the mood points at: they may be gone by the time a moderator answers.

ALTER TABLE mood_alerts ADD COLUMN topic BIGINT NOT NULL DEFAULT 0;   -- 0: no topic, General, or several
