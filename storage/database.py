"""The SQLite store: one writer with lazy transactions, separate readers; no feature's statement lives here.

`synchronous=FULL`: the next offset asked of Telegram confirms what was received, so a commit must outlive a power cut
before it is asked for. WAL lets readers go on while the one writer writes; it is folded into the file a little later
than by default (16 MB), as busy pages are then written there once for many commits.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Protocol, TypeAlias, TypeVar

import aiosqlite

from storage.schema_migrations import migrate
from storage.transaction import (
    Statement,
    begun,
    changed,
    committed,
    compacted,
    in_thread,
    rolled_back,
    surely,
)

Params: TypeAlias = Mapping[str, Any]
T = TypeVar("T")


class Row(Protocol):
    """A row read by its columns' names, or by their places."""

    def __getitem__(self, column: str | int, /) -> Any: ...
    def keys(self) -> list[str]: ...


_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA cache_size = -16000",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA wal_autocheckpoint = 4000",
)

RowRefusedError = aiosqlite.IntegrityError
"""A row broke an invariant of the schema."""

StoreTroubleError = aiosqlite.OperationalError
"""The store itself fails: the disk is full, the file is locked or gone."""

_open_units: ContextVar[int] = ContextVar("open_units", default=0)


def is_unit_open() -> bool:
    """Whether the running task holds a transaction; the network is shut while it does."""
    return _open_units.get() > 0


class Reader:
    """Questions to the store; what is not committed yet is seen by the unit that wrote it alone."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def one(self, sql: str, params: Params | None = None) -> Row | None:
        rows = await self.all(sql, params)
        return rows[0] if rows else None

    async def number(self, sql: str, params: Params | None = None) -> int:
        """The one number that is asked for: a sum, a count, an id; 0 where there is no row, or nothing in it."""
        row = await self.one(sql, params)
        return int(row[0] or 0) if row else 0

    async def all(self, sql: str, params: Params | None = None) -> list[Row]:
        return list(await self._connection.execute_fetchall(sql, params or {}))


class Unit(Reader):
    """One short transaction, begun by its first statement (`BEGIN IMMEDIATE`) and ended by the engine.

    Used as `async with database.unit() as unit`: leaving without an error commits, an error rolls back. After either,
    the next statement begins a new transaction, which is how a refusal is recorded by the same turn.

    A statement whose answer nobody waits for goes to the connection's thread together with the next one that is waited
    for, the COMMIT at the latest, and so does the BEGIN: each crossing costs more than most statements do. What such a
    statement breaks is raised there.
    """

    def __init__(self, connection: aiosqlite.Connection, lock: asyncio.Lock) -> None:
        super().__init__(connection)
        self._lock = lock
        self._takes: list[Statement] = []
        self._after: list[Callable[[], None]] = []
        self._held: list[Statement] = []
        self._is_compacting = False
        self.is_open = False

    async def _begin(self) -> None:
        if self.is_open:
            return
        await self._lock.acquire()
        self.is_open = True
        self._held = [begun, *self._takes]
        _open_units.set(_open_units.get() + 1)

    async def _cross(self, statement: Callable[[sqlite3.Connection], T]) -> T:
        """What is held back, then the statement, in the connection's thread."""
        await self._begin()
        held, self._held = self._held, []
        return await in_thread(self._connection, held, statement)

    async def all(self, sql: str, params: Params | None = None) -> list[Row]:
        return await self._cross(lambda connection: connection.execute(sql, params or {}).fetchall())

    async def run(self, sql: str, params: Params | None = None) -> int:
        """Rows changed."""
        return await self._cross(lambda connection: connection.execute(sql, params or {}).rowcount)

    async def change(self, sql: str, params: Params) -> bool:
        """Whether it changed its one row: the condition stands in the statement."""
        return await self.run(sql, params) == 1

    async def many(self, sql: str, rows: Iterable[Params] | Iterable[Sequence[Any]]) -> None:
        await self._begin()
        kept: list[Any] = list(rows)
        self._held.append(lambda connection: connection.executemany(sql, kept))

    def take(self, sql: str, params: Params) -> None:
        """From now on each of this unit's transactions begins with this statement, and is for nothing without it.

        Where it changes no row, the next statement that is waited for, the COMMIT at the latest, raises
        NothingChangedError.
        """
        self._takes.append(lambda connection: changed(connection.execute(sql, params)))

    def after_commit(self, told: Callable[[], None]) -> None:
        """Call `told` once what was written has been committed, and never otherwise."""
        self._after.append(told)

    def compact(self) -> None:
        """Write the store anew once this is committed: of what was deleted no byte stays. Others wait meanwhile."""
        self._is_compacting = True

    async def commit(self) -> None:
        after, self._after = self._after, []
        if self._takes:
            await self._begin()
        if self.is_open:
            await self._end(compacted if self._is_compacting else committed)
        for told in after:
            told()

    async def rollback(self) -> None:
        self._after.clear()
        self._held.clear()
        if self.is_open:
            await self._end(rolled_back)

    async def _end(self, ending: Statement) -> None:
        """However it ends, the writer is left outside any transaction, and free for the next unit."""
        held, self._held = self._held, []
        self._is_compacting = False
        try:
            await surely(in_thread(self._connection, held, ending, rolled_back))
        finally:
            self.is_open = False
            _open_units.set(max(0, _open_units.get() - 1))
            self._lock.release()

    async def __aenter__(self) -> Unit:
        return self

    async def __aexit__(self, error_type: type[BaseException] | None, *_: object) -> None:
        if error_type is None:
            await self.commit()
        else:
            await self.rollback()


class Database:
    """An open store. `reads` sees committed rows only, on a connection of its own; `slow` too, on yet another: what
    reads long (an audit, a report) keeps nobody waiting there.
    """

    def __init__(
        self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection, slow: aiosqlite.Connection
    ) -> None:
        self.path = path
        self.reads, self.slow = Reader(reader), Reader(slow)
        self._writer = writer
        self._lock = asyncio.Lock()

    def unit(self) -> Unit:
        return Unit(self._writer, self._lock)


@contextlib.asynccontextmanager
async def _connected(path: Path, *pragmas: str) -> AsyncIterator[aiosqlite.Connection]:
    """Closed whatever happens: a connection left open is a thread that keeps the process from ending."""
    async with aiosqlite.connect(path, isolation_level=None, cached_statements=512) as connection:
        connection.row_factory = aiosqlite.Row
        for pragma in (*_PRAGMAS, *pragmas):
            await connection.execute(pragma)
        yield connection


@contextlib.asynccontextmanager
async def open_database(path: Path) -> AsyncIterator[Database]:
    """Migrate, open, and close again.

    Raises `storage.schema_migrations.StoreError` where the file is not a store of ours, or one of a newer version.
    """
    await asyncio.to_thread(migrate, path)
    reading = "PRAGMA query_only = ON"
    async with (
        _connected(path) as writer,
        _connected(path, reading) as reader,
        _connected(path, reading) as slow,
    ):
        yield Database(path, writer, reader, slow)
        with contextlib.suppress(aiosqlite.Error):
            await writer.execute("PRAGMA optimize")
