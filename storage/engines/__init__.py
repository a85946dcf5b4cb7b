"""The engines a store can lie in: SQLite, embedded, and PostgreSQL; what both do is said in `storage.database`."""
