-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE schedule_runs ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE schedule_runs ADD COLUMN talk BIGINT;
CREATE INDEX schedule_lines_next ON schedule_lines (next_at);
