"""A store migrated once and copied for every test that needs a new one: 1 ms instead of 70."""

from __future__ import annotations

import contextlib
import functools
import sqlite3
import tempfile
from pathlib import Path

from storage.schema_migrations import migrate


@functools.cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "weilu.db"
        migrate(path)
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        return path.read_bytes()


def fresh(path: Path) -> Path:
    """Put a store of this version with nothing in it at `path`, unless one is there; returns the path."""
    if not path.exists():
        path.write_bytes(_migrated())
    return path
