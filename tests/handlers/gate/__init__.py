"""Stories of who comes in."""
