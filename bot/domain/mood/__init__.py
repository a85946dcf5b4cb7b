"""The rules of the mood check: reading a text evenly, naming insults, and what a score means; no model in here."""
