"""A file as a place that a store is carried from or to. What is being filled is a draft, renamed once it is whole."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from storage import store_lock
from storage.database import Store
from storage.files import replacing
from storage.move import AT_ONCE, MARK, Layout, Record, storable
from storage.schema_migrations import StoreError, migrate

_CACHE = 64 * 1024
"""Kibibytes of pages that stay in memory while a file is filled: what a table holds as unique is looked up anywhere."""

_ASIDE = (
    "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('index', 'trigger') "
    "ORDER BY type, name"
)


class SqliteEnd:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def layout(self, table: str) -> Layout:
        columns = self._connection.execute(f"PRAGMA table_info({table})").fetchall()
        key = sorted((place, name) for _, name, _, _, _, place in columns if place)
        return Layout(tuple(each[1] for each in columns), tuple(name for _, name in key))

    async def migrations(self) -> list[str]:
        return [row[0] for row in self._connection.execute("SELECT name FROM migrations ORDER BY name")]

    async def count(self, table: str) -> int:
        number: int = self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return number

    async def rows(self, table: str, layout: Layout, after: Record | None) -> list[Record]:
        key, places = ", ".join(layout.key), ", ".join("?" * len(layout.key))
        where = f"WHERE ({key}) > ({places})" if after else ""
        asked = f"SELECT {', '.join(layout.columns)} FROM {table} {where} ORDER BY {key} LIMIT {AT_ONCE}"
        return storable(self._connection.execute(asked, after or ()).fetchall())

    async def last(self, table: str, layout: Layout) -> Record | None:
        order = ", ".join(f"{name} DESC" for name in layout.key)
        asked = f"SELECT {', '.join(layout.key)} FROM {table} ORDER BY {order} LIMIT 1"
        row: Record | None = self._connection.execute(asked).fetchone()
        return row

    async def put(self, table: str, layout: Layout, rows: Sequence[Record]) -> None:
        places = ", ".join("?" * len(layout.columns))
        self._connection.execute("BEGIN")
        self._connection.executemany(f"INSERT INTO {table} ({', '.join(layout.columns)}) VALUES ({places})", rows)
        self._connection.execute("COMMIT")

    async def numbers(self) -> dict[str, int]:
        return dict(self._connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())

    async def is_begun(self) -> bool:
        asked = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        return self._connection.execute(asked, (MARK,)).fetchone() is not None

    async def begin(self) -> None:
        """Triggers would reckon again what the rows say already; an index costs least when it is made of all rows."""
        aside = self._connection.execute(_ASIDE).fetchall()
        self._connection.execute("BEGIN")
        self._connection.execute(f"CREATE TABLE {MARK} (made TEXT NOT NULL)")
        self._connection.executemany(f"INSERT INTO {MARK} VALUES (?)", [(made,) for _, _, made in aside])
        for kind, name, _ in aside:
            self._connection.execute(f"DROP {kind} {name}")
        self._connection.execute("DELETE FROM facts")
        self._connection.execute("COMMIT")

    async def finish(self, numbers: dict[str, int]) -> None:
        made = self._connection.execute(f"SELECT made FROM {MARK} ORDER BY rowid").fetchall()
        self._connection.execute("BEGIN")
        for (sql,) in made:
            self._connection.execute(sql)
        self._connection.execute("DELETE FROM sqlite_sequence")
        self._connection.executemany(
            "INSERT INTO sqlite_sequence (name, seq) SELECT name, ?2 FROM sqlite_master "
            "WHERE name = ?1 AND sql LIKE '%AUTOINCREMENT%'",
            numbers.items(),
        )
        self._connection.execute(f"DROP TABLE {MARK}")
        self._connection.execute("COMMIT")


def _refuse_taken(path: Path) -> None:
    if path.exists():
        raise StoreError(f"there is a store at {path} already; move it away, or name another file")


@contextlib.asynccontextmanager
async def opened(store: Store, *, is_target: bool) -> AsyncIterator[SqliteEnd]:
    with store_lock.held(store.path):
        if is_target:
            async with filled(store.path) as one:
                yield one
            return
        if not store.path.is_file():
            raise StoreError(f"there is no store at {store.path}; see storage.path")
        migrate(store.path)
        with contextlib.closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
            yield SqliteEnd(connection)


@contextlib.asynccontextmanager
async def filled(path: Path) -> AsyncIterator[SqliteEnd]:
    """A file that is not there before it is whole. Raises StoreError where one is."""
    _refuse_taken(path)
    draft = path.with_name(f"{path.name}.moving")
    migrate(draft)
    with contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        yield SqliteEnd(connection)
    with replacing(path) as whole:
        draft.replace(whole)
