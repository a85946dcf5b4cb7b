"""Stories about the mood check."""
