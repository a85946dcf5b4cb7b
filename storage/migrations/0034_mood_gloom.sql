-- How dark the messages are, more finely than by their label: a turn of the mood shows in it with half as many messages.

ALTER TABLE mood_counts ADD COLUMN gloom BIGINT NOT NULL DEFAULT 0;     -- sum of the shares of negative, in thousandths
ALTER TABLE mood_counts ADD COLUMN scatter BIGINT NOT NULL DEFAULT 0;   -- sum of their squares, in thousandths

-- What was counted before gets what messages of these labels have in everyday chat.
UPDATE mood_counts SET
    gloom = 760 * alarming + 570 * (negative - alarming) + 170 * (neutral + positive) + 370 * abstained,
    scatter = 580 * alarming + 320 * (negative - alarming) + 37 * (neutral + positive) + 140 * abstained;
