"""Stories of the console: who comes in, what they see, and what nobody gets by a trick."""
