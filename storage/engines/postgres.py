"""A store in a PostgreSQL database: for who wants it managed, restored to the minute, and a stand-by that takes over.

One connection writes, and holds the lock of whoever serves the store: none but the holder can change anything in
its tables. The connection lost, the lock is, and the process begins anew from what was committed, as after a crash.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import Any

from storage import frozen
from storage.database import Database, Params, Reader, Row, Store, Unit
from storage.engines import postgres_frozen, postgres_schema, postgres_workers
from storage.engines.postgres_link import as_ours, connected, serve
from storage.engines.postgres_text import bound, bound_many
from storage.errors import NothingChangedError, StoreTroubleError

_FOREVER = 24 * 3600.0
_CHANGED = re.compile(r"(?:DELETE FROM|UPDATE) (\w+)")


class PostgresReader(Reader):
    """One statement at a time."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._turn = asyncio.Lock()

    async def all(self, sql: str, params: Params | None = None) -> list[Row]:
        text, values = bound(sql, params or {})
        async with self._turn:
            with as_ours(self._connection):
                rows: list[Row] = await self._connection.fetch(text, *values)
        return rows

    async def columns(self, table: str) -> list[str]:
        rows = await self.all(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND table_name = :table ORDER BY ordinal_position",
            {"table": table},
        )
        return [row["column_name"] for row in rows]

    async def is_whole(self) -> bool:
        """As far as the server knows: it counts pages whose checksum was wrong when they were read."""
        failures = "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()"
        return await self.number(failures) == 0

    async def size(self) -> int:
        return await self.number("SELECT pg_database_size(current_database())")


class PostgresUnit(PostgresReader, Unit):
    """What is held back is carried out before the next statement that is waited for, the BEGIN first."""

    def __init__(self, connection: Any, lock: asyncio.Lock, *, begins: str = "BEGIN") -> None:
        PostgresReader.__init__(self, connection)
        Unit.__init__(self, lock)
        self._begins = begins
        self._taking: list[Callable[[], Awaitable[object]]] = []
        self._held: list[Callable[[], Awaitable[object]]] = []
        self._said: list[str] = []

    def _opened(self) -> None:
        self._held = [partial(self._connection.execute, self._begins), *self._taking]

    async def _settle(self) -> None:
        held, self._held = self._held, []
        for each in held:
            with as_ours(self._connection):
                await each()

    async def all(self, sql: str, params: Params | None = None) -> list[Row]:
        await self._begin()
        await self._settle()
        text, values = bound(sql, params or {})
        with as_ours(self._connection):
            rows: list[Row] = await self._connection.fetch(text, *values)
        return rows

    async def run(self, sql: str, params: Params | None = None) -> int:
        await self._begin()
        await self._settle()
        with as_ours(self._connection):
            return await self._number(sql, params or {})

    async def _number(self, sql: str, params: Params) -> int:
        """Rows changed, as the server's last word on it says: `UPDATE 3`."""
        self._said.append(sql)
        text, values = bound(sql, params)
        status: str = await self._connection.execute(text, *values)
        return int(status.rpartition(" ")[2])

    async def many(self, sql: str, rows: Iterable[Params] | Iterable[Sequence[Any]]) -> None:
        await self._begin()
        kept: list[Any] = list(rows)
        if kept:
            self._said.append(sql)
            self._held.append(partial(self._connection.executemany, *bound_many(sql, kept)))

    def take(self, sql: str, params: Params) -> None:
        self._takes += 1
        self._taking.append(partial(self._taken, sql, params))

    async def _taken(self, sql: str, params: Params) -> None:
        if await self._number(sql, params) < 1:
            raise NothingChangedError

    async def _end(self, *, is_kept: bool) -> None:
        statements, self._said = self._said, []
        try:
            if is_kept:
                await self._settle()
                with as_ours(self._connection):
                    status = await self._connection.execute("COMMIT")
                if status != "COMMIT":
                    raise StoreTroubleError("a statement had failed: nothing was kept")
        finally:
            self._held.clear()
            if not self._connection.is_closed() and self._connection.is_in_transaction():
                with as_ours(self._connection):
                    await self._connection.execute("ROLLBACK")
        if is_kept and self._is_compacting:
            await self._compacted({table for sql in statements for table in _CHANGED.findall(sql)})

    async def _compacted(self, tables: Iterable[str]) -> None:
        """What was deleted leaves the tables' files; the server's log, its replicas and dumps are its operator's."""
        for table in sorted(tables):
            with contextlib.suppress(StoreTroubleError), as_ours(self._connection):
                await self._connection.execute(f"VACUUM (FULL, ANALYZE) {table}", timeout=_FOREVER)


class PostgresDatabase(Database):
    engine = "PostgreSQL"

    def __init__(self, store: Store, writer: Any, reader: Any, slow: Any) -> None:
        super().__init__(store, PostgresReader(reader), PostgresReader(slow))
        self._writer = writer
        self._begins = postgres_workers.begins(store)

    def unit(self) -> Unit:
        return PostgresUnit(self._writer, self._lock, begins=self._begins)

    async def is_frozen(self) -> bool:
        return frozen.has_sign(self.path) or bool(await self.reads.number(postgres_frozen.SIGN))

    @contextlib.asynccontextmanager
    async def shared(self) -> AsyncIterator[None]:
        async with postgres_workers.of_store(self.store, self._writer, self._lock) as self.workers:
            yield


@contextlib.asynccontextmanager
async def opened(store: Store, *, is_served: bool, may_begin: bool) -> AsyncIterator[Database]:
    async with (
        connected(store) as writer,
        connected(store, is_reading=True) as reader,
        connected(store, is_reading=True, patience=None) as slow,
    ):
        database = PostgresDatabase(store, writer, reader, slow)
        if is_served and store.is_shared:
            with as_ours(writer):
                async with postgres_workers.joining(writer, store) as is_first:
                    await postgres_schema.migrate(writer, store, may_begin=may_begin, is_in_use=not is_first)
            async with database.shared():
                yield database
            return
        with as_ours(writer):
            if is_served:
                await serve(writer, store)
                await postgres_workers.come_alone(writer)
            await postgres_schema.migrate(writer, store, may_begin=may_begin)
        yield database
