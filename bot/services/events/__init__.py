"""Events: what hosts do, what guests do, and what the operators' file plans; outcomes name people, never words."""
