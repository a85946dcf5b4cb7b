"""The SQLite store: one writer with lazy transactions, separate readers; no feature's statement lives here.

`synchronous=FULL`: the next offset asked of Telegram confirms what was received, so a commit must outlive a power cut
before it is asked for. WAL lets readers go on while the one writer writes.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import aiosqlite

from storage.migrate import migrate

Params: TypeAlias = Mapping[str, Any]


class Row(Protocol):
    """A row read by its columns' names."""

    def __getitem__(self, column: str, /) -> Any: ...
    def keys(self) -> list[str]: ...


_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA cache_size = -16000",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA journal_size_limit = 67108864",
)

RowRefusedError = aiosqlite.IntegrityError
"""A row broke an invariant of the schema."""

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

    async def all(self, sql: str, params: Params | None = None) -> list[Row]:
        return list(await self._connection.execute_fetchall(sql, params or {}))


class Unit(Reader):
    """One short transaction, begun by its first statement (`BEGIN IMMEDIATE`) and ended by the engine.

    Used as `async with database.unit() as unit`: leaving without an error commits, an error rolls back. After either,
    the next statement begins a new transaction, which is how a refusal is recorded by the same turn.
    """

    def __init__(self, connection: aiosqlite.Connection, lock: asyncio.Lock) -> None:
        super().__init__(connection)
        self._lock = lock
        self._after: list[Callable[[], None]] = []
        self.is_open = False

    async def _begin(self) -> None:
        if self.is_open:
            return
        await self._lock.acquire()
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except BaseException:
            self._lock.release()
            raise
        self.is_open = True
        _open_units.set(_open_units.get() + 1)

    async def all(self, sql: str, params: Params | None = None) -> list[Row]:
        await self._begin()
        return await super().all(sql, params)

    async def run(self, sql: str, params: Params | None = None) -> int:
        """Rows changed."""
        await self._begin()
        return (await self._connection.execute(sql, params or {})).rowcount

    async def many(self, sql: str, rows: Iterable[Params] | Iterable[Sequence[Any]]) -> None:
        await self._begin()
        await self._connection.executemany(sql, rows)

    def after_commit(self, told: Callable[[], None]) -> None:
        """Call `told` once what was written has been committed, and never otherwise."""
        self._after.append(told)

    async def commit(self) -> None:
        after, self._after = self._after, []
        if self.is_open:
            await self._end("COMMIT")
        for told in after:
            told()

    async def rollback(self) -> None:
        self._after.clear()
        if self.is_open:
            await self._end("ROLLBACK")

    async def _end(self, statement: str) -> None:
        """A cancelled task must not leave the one writer inside a transaction: the ending is shielded."""
        ending = asyncio.shield(self._connection.execute(statement))
        try:
            await ending
        except asyncio.CancelledError:
            with contextlib.suppress(asyncio.CancelledError):
                await ending
            raise
        except aiosqlite.Error:
            if self._connection.in_transaction:
                await self._connection.execute("ROLLBACK")
            raise
        finally:
            self.is_open = False
            _open_units.set(_open_units.get() - 1)
            self._lock.release()

    async def __aenter__(self) -> Unit:
        return self

    async def __aexit__(self, error_type: type[BaseException] | None, *_: object) -> None:
        if error_type is None:
            await self.commit()
        else:
            await self.rollback()


class Database:
    """An open store. `reads` sees committed rows only, on a connection of its own."""

    def __init__(self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self.path = path
        self.reads = Reader(reader)
        self._writer, self._reader = writer, reader
        self._lock = asyncio.Lock()

    def unit(self) -> Unit:
        return Unit(self._writer, self._lock)

    async def close(self) -> None:
        await self._reader.close()
        with contextlib.suppress(aiosqlite.Error):
            await self._writer.execute("PRAGMA optimize")
        await self._writer.close()


async def _connect(path: Path, *, read_only: bool = False) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=512)
    connection.row_factory = aiosqlite.Row
    for pragma in _PRAGMAS:
        await connection.execute(pragma)
    if read_only:
        await connection.execute("PRAGMA query_only = ON")
    return connection


@contextlib.asynccontextmanager
async def open_database(path: Path) -> AsyncIterator[Database]:
    """Migrate, open, and close again.

    Raises `storage.migrate.StoreError` where the file is not a store of ours, or one of a newer version.
    """
    await asyncio.to_thread(migrate, path)
    writer = await _connect(path)
    reader = await _connect(path, read_only=True)
    database = Database(path, writer, reader)
    try:
        yield database
    finally:
        await database.close()
