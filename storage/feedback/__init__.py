"""Feedback in the store: the tickets, the ways between author and desk, the figures; rules live in the domain."""
