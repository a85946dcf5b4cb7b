"""Feedback's use cases: tickets and what is done with them, ways between author and desk, what it comes to."""
