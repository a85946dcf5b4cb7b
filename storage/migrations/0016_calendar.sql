-- Which of an entry's several texts went out, and how the chat took it.

ALTER TABLE schedule_runs ADD COLUMN words TEXT NOT NULL DEFAULT '';  -- the mark of the text that went out, where there are several
ALTER TABLE schedule_runs ADD COLUMN talk BIGINT;   -- messages in the hour after, where texts are tried against each other
CREATE INDEX schedule_lines_next ON schedule_lines (next_at);
