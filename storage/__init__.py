"""SQL lives here and nowhere else: one file of named statements a feature."""
