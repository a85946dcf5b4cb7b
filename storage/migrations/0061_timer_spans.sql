-- When a timer that waits for a span of time was set; 0 for one that waits for a moment of the calendar.
ALTER TABLE timers ADD COLUMN set_at BIGINT NOT NULL DEFAULT 0;
