"""Stories of warnings, mutes and bans, and of being heard."""
