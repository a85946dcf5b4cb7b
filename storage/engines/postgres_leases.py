"""Which of several stores in one PostgreSQL database a process serves, agreed on by all processes that may serve them.

By locks of a session, which end with it however it ends: one that all hold at once tells how many they are, and one for
each store says whose it is. They share the work out; that no store is served twice is ensured by the store's own lock.
"""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import AsyncIterator, Sequence
from typing import Any

from storage.database import Store
from storage.engines.postgres_link import as_ours, connected

_MEMBERS, _LEASED = 0x7765696D, 0x7765696E
"""Kinds of locks, among all of the database."""

_COUNT = (
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = CAST($1 AS BIGINT) "
    "AND objid = CAST($2 AS BIGINT) AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


class Leases:
    """Those of this process, as long as its connection stands; each call raises StoreLostError where it does not."""

    def __init__(self, connection: Any, group: int, size: int) -> None:
        self._connection, self._group, self._size = connection, group, size

    async def share(self) -> int:
        """How many stores this process may have at most, so that all are served and none does more than its part."""
        with as_ours(self._connection):
            members: int = await self._connection.fetchval(_COUNT, _MEMBERS, self._group)
        return -(-self._size // max(1, members))

    async def take(self, schema: str) -> bool:
        """Whether it is this process's now."""
        with as_ours(self._connection):
            return bool(await self._connection.fetchval("SELECT pg_try_advisory_lock($1, $2)", _LEASED, _key(schema)))

    async def give_back(self, schema: str) -> None:
        with as_ours(self._connection):
            await self._connection.fetchval("SELECT pg_advisory_unlock($1, $2)", _LEASED, _key(schema))


@contextlib.asynccontextmanager
async def joined(stores: Sequence[Store]) -> AsyncIterator[Leases]:
    """One of the processes that serve just these stores of one database, until this is left."""
    group = _key(" ".join(sorted(store.schema for store in stores)))
    async with connected(stores[0]) as connection:
        with as_ours(connection):
            await connection.fetchval("SELECT pg_advisory_lock_shared($1, $2)", _MEMBERS, group)
        yield Leases(connection, group, len(stores))


def _key(words: str) -> int:
    return zlib.crc32(words.encode()) & 0x7FFFFFFF
