"""Several processes on one store in PostgreSQL: units of all of them come one after another, the work is shared out.

What makes it safe is a lock of the transaction that each unit takes first, so that all is as with one writer. What a
worker holds (the lead, its parts) are locks of the session that writes: nobody without them can commit anything.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator, Callable
from typing import Any, get_args

from storage.database import Store
from storage.engines.postgres_link import SERVED, SHARED, as_ours, connected, hold, key_of
from storage.news import MIRRORED, ONLY
from storage.queues import PARTS
from storage.workers import Sign, Workers

_WRITES, _PARTS = 0x7765696B, 0x77657000
"""Kinds of locks, among all of the database: of the unit that is open, and, counted from there, of each part."""

_COUNT = (
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND mode = 'ShareLock' "
    "AND classid = CAST($1 AS BIGINT) AND objid = CAST($2 AS BIGINT) "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_TAKEN = (
    "SELECT CAST(classid AS BIGINT) FROM pg_locks WHERE locktype = 'advisory' AND granted "
    "AND CAST(classid AS BIGINT) >= CAST($1 AS BIGINT) AND CAST(classid AS BIGINT) < CAST($2 AS BIGINT) "
    "AND objid = CAST($3 AS BIGINT) AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_TOLD = "told_as_news"
_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION {_TOLD}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO news (kind, chat_id, at) VALUES (TG_TABLE_NAME, 0, CAST(extract(epoch FROM now()) AS BIGINT));
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION {_TOLD}_of_chat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO news (kind, chat_id, at) VALUES (
        TG_TABLE_NAME,
        CASE TG_OP WHEN 'DELETE' THEN OLD.chat_id ELSE NEW.chat_id END,
        CAST(extract(epoch FROM now()) AS BIGINT)
    );
    RETURN NULL;
END
$$;
"""


def begins(store: Store) -> str:
    """What each unit's transaction begins with: the lock is let go once others see what was committed."""
    return f"BEGIN; SELECT pg_advisory_xact_lock({_WRITES}, {key_of(store)})" if store.is_shared else "BEGIN"


async def come_alone(connection: Any) -> None:
    """Whoever serves the store alone keeps no news for others."""
    if await connection.fetchval("SELECT to_regproc($1) IS NOT NULL", _TOLD):
        await connection.execute(f"DROP FUNCTION {_TOLD}() CASCADE; DROP FUNCTION {_TOLD}_of_chat() CASCADE")


@contextlib.asynccontextmanager
async def joining(connection: Any, store: Store) -> AsyncIterator[bool]:
    """As one of the workers; whether it is the first, and the store nobody else's until this is left."""
    lock = (SHARED, key_of(store))
    is_first = await connection.fetchval("SELECT pg_try_advisory_lock($1, $2)", *lock)
    if not is_first:
        await hold(connection, store, SHARED, among_others=True)
    yield is_first
    if is_first:
        await _have_news_told(connection)
        await connection.fetchval("SELECT pg_advisory_lock_shared($1, $2)", *lock)
        await connection.fetchval("SELECT pg_advisory_unlock($1, $2)", *lock)


async def _have_news_told(connection: Any) -> None:
    """Once for each wording: a table's triggers are not changed while somebody copies it."""
    wording = _FUNCTIONS + "".join(map(_trigger, MIRRORED))
    mark = hashlib.sha256(wording.encode()).hexdigest()
    if await connection.fetchval("SELECT obj_description(to_regproc($1), 'pg_proc')", _TOLD) != mark:
        await connection.execute(f"{wording} COMMENT ON FUNCTION {_TOLD}() IS '{mark}'")


def _trigger(table: str) -> str:
    function = f"{_TOLD}_of_chat" if table == "chats" else _TOLD
    when = f"WHEN ({ONLY[table]}) " if table in ONLY else ""
    return (
        f"DROP TRIGGER IF EXISTS {_TOLD} ON {table}; "
        f"CREATE TRIGGER {_TOLD} AFTER {MIRRORED[table]} ON {table} FOR EACH ROW {when}EXECUTE FUNCTION {function}();"
    )


class PostgresWorkers(Workers):
    """`lock` is that of whoever uses the connection that writes."""

    def __init__(self, store: Store, writer: Any, bell: Any, lock: asyncio.Lock) -> None:
        self._writer, self._bell, self._lock = writer, bell, lock
        self._key = key_of(store)
        self._channel = f"weilu_{self._key}"
        self._told: list[Callable[[Sign], None]] = []
        self._ringing = asyncio.Lock()
        self.is_leading = False

    async def lead(self) -> bool:
        if not self.is_leading:
            self.is_leading = bool(await self._ask("SELECT pg_try_advisory_lock($1, $2)", SERVED, self._key))
        return self.is_leading

    async def number(self) -> int:
        found: int = await self._ask(_COUNT, SHARED, self._key)
        return found

    async def taken(self) -> set[int]:
        async with self._lock:
            with as_ours(self._writer):
                rows = await self._writer.fetch(_TAKEN, _PARTS, _PARTS + PARTS, self._key)
        return {row[0] - _PARTS for row in rows}

    async def take(self, part: int) -> bool:
        return bool(await self._ask("SELECT pg_try_advisory_lock($1, $2)", _PARTS + part, self._key))

    async def give_back(self, part: int) -> None:
        await self._ask("SELECT pg_advisory_unlock($1, $2)", _PARTS + part, self._key)

    async def _ask(self, sql: str, *values: int) -> Any:
        """Between two units: the locks are to be the writing session's own."""
        async with self._lock:
            with as_ours(self._writer):
                return await self._writer.fetchval(sql, *values)

    async def listen(self) -> None:
        with as_ours(self._bell):
            await self._bell.add_listener(self._channel, self._rung)

    def _rung(self, _: Any, pid: int, __: str, sign: str) -> None:
        if pid != self._bell.get_server_pid() and sign in get_args(Sign):
            for told in self._told:
                told(sign)  # type: ignore[arg-type]

    async def ring(self, sign: Sign) -> None:
        async with self._ringing:
            with as_ours(self._bell):
                await self._bell.fetchval("SELECT pg_notify($1, $2)", self._channel, sign)

    def when_rung(self, told: Callable[[Sign], None]) -> None:
        self._told.append(told)


@contextlib.asynccontextmanager
async def of_store(store: Store, writer: Any, lock: asyncio.Lock) -> AsyncIterator[PostgresWorkers]:
    async with connected(store) as bell:
        workers = PostgresWorkers(store, writer, bell, lock)
        await workers.listen()
        yield workers
