"""Measures of speed, memory and durability, each in one run on one machine; nothing of the bot's own lives here."""
