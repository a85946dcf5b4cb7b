"""A group's life in numbers: /stats, the weekly report, and their pictures."""
