"""A small Telegram that speaks the Bot API over HTTP; it knows nothing of the bot it serves."""
