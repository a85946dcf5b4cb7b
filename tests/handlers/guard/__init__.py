"""Stories of the guard."""
