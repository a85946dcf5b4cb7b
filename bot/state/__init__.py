"""Memory that mirrors the store for questions that every message asks; each part is loaded at start; no rules."""
