"""What an operator types: one module a command; what runs beside the bot lives in `operations`."""
