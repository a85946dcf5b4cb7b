"""What becomes of each table's rows, a file a feature: export, erasure, expiry, migration; doing it is elsewhere."""
