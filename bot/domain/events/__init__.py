"""The rules of events: what is written of one, who has a place, what a calendar is told."""
