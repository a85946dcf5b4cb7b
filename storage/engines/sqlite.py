"""A store in a file, by SQLite in this process: the embedded default, with nothing to set up.

`synchronous=FULL`: the next offset asked of Telegram confirms what was received, so a commit must outlive a power cut
before it is asked for. WAL lets readers go on while the one writer writes; it is folded into the file a little later
than by default (16 MB), as busy pages are then written there once for many commits.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from storage import frozen, secret_file, store_lock
from storage.database import Database, Params, Reader, Row, Store, Unit, surely
from storage.engines import sqlite_rows
from storage.engines.sqlite_thread import (
    TOLD,
    Statement,
    as_ours,
    begun,
    changed,
    committed,
    compacted,
    in_thread,
    nothing,
    rolled_back,
)
from storage.schema_migrations import bring_up, create, usable

T = TypeVar("T")

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


class SqliteReader(Reader):
    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def all(self, sql: str, params: Params | None = None) -> list[Row]:
        try:
            return list(await self._connection.execute_fetchall(sql, params or {}))
        except TOLD as error:
            raise as_ours(error) from error

    async def columns(self, table: str) -> list[str]:
        return [row["name"] for row in await self.all(f"PRAGMA table_info({table})")]

    async def is_whole(self) -> bool:
        row = await self.one("PRAGMA quick_check(1)")
        return row is not None and row["quick_check"] == "ok"

    async def size(self) -> int:
        return await self.number("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")


class SqliteLateReader(SqliteReader):
    """Connects with its first question: reading the schema takes 3 ms, and a quiet bot never asks here."""

    def __init__(self, connect: Callable[[], Awaitable[aiosqlite.Connection]]) -> None:
        self._connect, self._connecting, self._is_connected = connect, asyncio.Lock(), False

    async def all(self, sql: str, params: Params | None = None) -> list[Row]:
        async with self._connecting:
            if not self._is_connected:
                self._connection = await self._connected()
                self._is_connected = True
        return await super().all(sql, params)

    async def _connected(self) -> aiosqlite.Connection:
        try:
            return await self._connect()
        except TOLD as error:
            raise as_ours(error) from error


class SqliteUnit(SqliteReader, Unit):
    """Begun by `BEGIN IMMEDIATE`. What is held back goes to the connection's thread together with the next statement
    that is waited for, and so does the BEGIN: each crossing costs more than most statements do.
    """

    def __init__(self, connection: aiosqlite.Connection, lock: asyncio.Lock) -> None:
        SqliteReader.__init__(self, connection)
        Unit.__init__(self, lock)
        self._taking: list[Statement] = []
        self._held: list[Statement] = []

    def _opened(self) -> None:
        self._held = [begun, *self._taking]

    async def _cross(self, statement: Callable[[sqlite3.Connection], T], finally_: Statement = nothing) -> T:
        """What is held back, then the statement, in the connection's thread."""
        held, self._held = self._held, []
        return await in_thread(self._connection, held, statement, finally_)

    async def all(self, sql: str, params: Params | None = None) -> list[Row]:
        await self._begin()
        return await self._cross(lambda connection: connection.execute(sql, params or {}).fetchall())

    async def run(self, sql: str, params: Params | None = None) -> int:
        await self._begin()
        return await self._cross(lambda connection: connection.execute(sql, params or {}).rowcount)

    async def many(self, sql: str, rows: Iterable[Params] | Iterable[Sequence[Any]]) -> None:
        await self._begin()
        kept: list[Any] = list(rows)
        self._held.append(lambda connection: sqlite_rows.write(connection, sql, kept))

    def take(self, sql: str, params: Params) -> None:
        self._takes += 1
        self._taking.append(lambda connection: changed(connection.execute(sql, params)))

    async def _end(self, *, is_kept: bool) -> None:
        if not is_kept:
            self._held.clear()
        ending = rolled_back if not is_kept else compacted if self._is_compacting else committed
        await self._cross(ending, rolled_back)


class SqliteDatabase(Database):
    engine = "SQLite"

    def __init__(
        self, store: Store, writer: aiosqlite.Connection, reader: aiosqlite.Connection, slow: SqliteReader
    ) -> None:
        super().__init__(store, SqliteReader(reader), slow)
        self._writer = writer

    def unit(self) -> Unit:
        return SqliteUnit(self._writer, self._lock)

    async def is_frozen(self) -> bool:
        return frozen.has_sign(self.path)


@contextlib.asynccontextmanager
async def _connected(path: Path, *pragmas: str, first: Statement = nothing) -> AsyncIterator[aiosqlite.Connection]:
    """Closed whatever happens: a connection left open is a thread that keeps the process from ending."""
    connection = aiosqlite.connect(_uri(path), uri=True, isolation_level=None, cached_statements=512)
    try:
        await surely(_connect, connection=connection)
        connection.row_factory = aiosqlite.Row
        await in_thread(connection, [first, *(partial(_set, each) for each in (*_PRAGMAS, *pragmas))], nothing)
        yield connection
    finally:
        await surely(connection.close)


async def _connect(connection: aiosqlite.Connection) -> None:
    """Where it fails, its thread has said its last word before the loop that it is said to may end."""
    try:
        await connection
    except BaseException:
        await asyncio.to_thread(connection._thread.join)
        raise


def _uri(path: Path) -> str:
    """One that is gone is not made anew, empty."""
    return f"{path.absolute().as_uri()}?mode=rw"


def _set(pragma: str, connection: sqlite3.Connection) -> None:
    connection.execute(pragma)


@contextlib.asynccontextmanager
async def opened(store: Store, *, is_served: bool, may_begin: bool) -> AsyncIterator[Database]:
    if not may_begin:
        secret_file.refuse_orphan(store.path)
    reading = "PRAGMA query_only = ON"
    with store_lock.held(store.path) if is_served else contextlib.nullcontext():
        async with contextlib.AsyncExitStack() as connections:

            def connect(*pragmas: str, first: Statement = nothing) -> Awaitable[aiosqlite.Connection]:
                return connections.enter_async_context(_connected(store.path, *pragmas, first=first))

            with usable(store.path):
                create(store.path)
                writer = await connect(first=partial(bring_up, path=store.path))
                reader = await connect(reading)
            yield SqliteDatabase(store, writer, reader, SqliteLateReader(partial(connect, reading)))
            with contextlib.suppress(aiosqlite.Error):
                await writer.execute("PRAGMA optimize")
