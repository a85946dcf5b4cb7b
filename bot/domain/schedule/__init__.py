"""The rules of the operators' schedule: what an entry is, when it falls due, whether it goes out."""
