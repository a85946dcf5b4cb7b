"""The operators' schedule at work: reckoning due times, running what is due, taking over an edited file."""
