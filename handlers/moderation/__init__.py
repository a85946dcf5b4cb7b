"""Reports, incidents, the moderators' log and the monthly account of it."""
