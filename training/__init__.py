"""Training of the mood model: one command from labelled text to the shipped weights; nothing here runs in the bot."""
