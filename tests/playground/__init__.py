"""Stories of the small Telegram itself: what it lets a bot and its people do, and what it refuses."""
