"""The mood check: from messages to scores with reasons (`check`), and from scores to a group's pulse (`pulse`)."""
