"""Turns: what comes in is kept and handled one turn at a time; no feature is named here, and nothing is sent."""
