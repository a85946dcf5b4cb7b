-- What is for later is a timer's: the outbox holds what goes as soon as Telegram's pace lets it.
ALTER TABLE outbox DROP COLUMN not_before;
