"""Message text as Telegram reads it: markup, entities in UTF-16 code units, limits."""
