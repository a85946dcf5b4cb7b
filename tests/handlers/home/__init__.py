"""Stories of the home and the panel."""
