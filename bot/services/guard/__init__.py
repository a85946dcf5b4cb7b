"""The guard: what it watches for in memory, what it found, what was done about it, and what it was taught."""
