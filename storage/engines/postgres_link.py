"""A connection to PostgreSQL: how it is made, whose the store is, and the driver's errors as our own."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
import zlib
from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg

from storage.database import Store
from storage.errors import AgainError, RowRefusedError, StoreAwayError, StoreLostError, StoreTroubleError
from storage.schema_migrations import StoreError

log = logging.getLogger(__name__)

PATIENCE = 30.0
"""Seconds a statement may take on the way that turns wait for; whoever reads long does so on another."""

_LOOK = 0.5
"""Seconds between two looks of a stand-by at whether the store is free."""

_CONNECTING = 10.0
_STALLED = "15s"
"""Of a worker that stands still in the middle of a unit, which others wait for."""

_STATEMENTS = 1024
SERVED, SHARED = 0x7765696C, 0x7765696A
"""Name the locks of whoever serves a store, and of all who do, among all locks of the database."""

_SETTINGS = {
    "jit": "off",
    "lock_timeout": "10s",
    "synchronous_commit": "on",
    "client_min_messages": "warning",
    # A machine that falls silent loses its locks within 15 s.
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "4",
    "tcp_user_timeout": "13000",
}

_REFUSED = (
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InsufficientPrivilegeError,
)
_AGAIN = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError, asyncpg.LockNotAvailableError)
_LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.ReadOnlySQLTransactionError,
    OSError,
    TimeoutError,
)
_TROUBLE = (asyncpg.InsufficientResourcesError, asyncpg.OperatorInterventionError, asyncpg.PostgresIOError)


@contextlib.contextmanager
def as_ours(connection: Any = None) -> Iterator[None]:
    """The driver's errors as those that both engines have; a bug of ours stays what it is."""
    try:
        yield
    except asyncpg.IntegrityConstraintViolationError as error:
        raise RowRefusedError(str(error)) from error
    except _AGAIN as error:
        raise AgainError(str(error)) from error
    except _LOST as error:
        raise StoreLostError(str(error) or type(error).__name__) from error
    except _TROUBLE as error:
        raise StoreTroubleError(str(error)) from error
    except (asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
        if connection is not None and connection.is_closed():
            raise StoreLostError(str(error)) from error
        raise


@contextlib.asynccontextmanager
async def connected(store: Store, *, is_reading: bool = False, patience: float | None = PATIENCE) -> AsyncIterator[Any]:
    """Raises StoreError where the server refuses us, StoreAwayError where it cannot be reached."""
    reading = {"default_transaction_read_only": "on"} if is_reading else {}
    place = {"search_path": store.schema} if store.schema else {}
    sharing = {"idle_in_transaction_session_timeout": _STALLED} if store.is_shared else {}
    name = f"weilu {socket.gethostname()} {os.getpid()}"[:63]
    try:
        with as_ours():
            connection = await asyncpg.connect(
                store.url,
                timeout=_CONNECTING,
                command_timeout=patience,
                statement_cache_size=_STATEMENTS,
                max_cached_statement_lifetime=0,
                server_settings={"application_name": name, **_SETTINGS, **reading, **place, **sharing},
            )
    except (*_REFUSED, asyncpg.InterfaceError, ValueError) as error:
        raise StoreError(f"the store {store.name} cannot be used ({error}); see storage.url") from error
    except StoreLostError as error:
        raise StoreAwayError(store.name, error.why) from error
    try:
        await connection.set_type_codec("numeric", schema="pg_catalog", encoder=str, decoder=_number, format="text")
        yield connection
    finally:
        with contextlib.suppress(Exception):
            await connection.close(timeout=2)


def _number(written: str) -> float:
    """PostgreSQL adds up whole numbers to a numeric, which has no end."""
    return int(written) if written.lstrip("-").isdigit() else float(written)


async def serve(connection: Any, store: Store, *, is_waiting: bool = True) -> None:
    """Wait until the store is nobody's, and make it this connection's: with it the locks go, however it ends.

    What is written by it is thereby written by whoever has them. Raises StoreError where nobody is to wait.
    """
    await hold(connection, store, SERVED, is_waiting=is_waiting)
    await hold(connection, store, SHARED, is_waiting=is_waiting)


async def hold(
    connection: Any, store: Store, kind: int, *, is_waiting: bool = True, among_others: bool = False
) -> None:
    """That lock of the store's, alone or among others that have it so. Raises StoreError where nobody is to wait."""
    trying = "SELECT pg_try_advisory_lock_shared($1, $2)" if among_others else "SELECT pg_try_advisory_lock($1, $2)"
    is_told = False
    while not await connection.fetchval(trying, kind, key_of(store)):
        who = await _holder(connection, store, kind)
        if not is_waiting:
            raise StoreError(f"the store {store.name} is in use by {who}: stop that first")
        if not is_told:
            log.warning("the store %s is served by %s; standing by until it is free", store.name, who)
            is_told = True
        await asyncio.sleep(_LOOK)
    if is_told:
        log.warning("the store %s is free; taking over", store.name)


def key_of(store: Store) -> int:
    """As PostgreSQL has it: a number of 31 bits that all who serve this database's store agree on."""
    return zlib.crc32(f"store{store.schema}".encode()) & 0x7FFFFFFF


async def _holder(connection: Any, store: Store, kind: int) -> str:
    row = await connection.fetchrow(
        "SELECT a.application_name, coalesce(host(a.client_addr), 'this machine') AS host FROM pg_locks AS l "
        "JOIN pg_stat_activity AS a USING (pid) WHERE l.locktype = 'advisory' AND l.granted "
        "AND l.classid = CAST($1 AS BIGINT) AND l.objid = CAST($2 AS BIGINT) "
        "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        kind,
        key_of(store),
    )
    return f"{row['application_name']} ({row['host']})" if row else "another process"
