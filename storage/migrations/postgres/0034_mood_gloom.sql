-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE mood_counts ADD COLUMN gloom BIGINT NOT NULL DEFAULT 0;
ALTER TABLE mood_counts ADD COLUMN scatter BIGINT NOT NULL DEFAULT 0;
UPDATE mood_counts SET gloom = 760 * alarming + 570 * (negative - alarming) + 170 * (neutral + positive) + 370 * abstained, scatter = 580 * alarming + 320 * (negative - alarming) + 37 * (neutral + positive) + 140 * abstained;
