"""What groups and members choose by buttons: numbers, language, what a member declines."""
