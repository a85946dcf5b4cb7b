-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE mood_alerts ADD COLUMN topic BIGINT NOT NULL DEFAULT 0;
