"""The schedule's lines, runs and marks; when something is due and whether it goes out is decided elsewhere."""
