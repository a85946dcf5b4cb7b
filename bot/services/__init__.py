"""Use cases: load, decide (domain), store, return an outcome; no Telegram and no sentences live here."""
