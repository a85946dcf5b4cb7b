"""Grants by moderators: one person's, and those to many that wait for a press."""
