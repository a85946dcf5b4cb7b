"""Check-ins at Telegram's door: the command, its calendar, make-up days and reminders."""
