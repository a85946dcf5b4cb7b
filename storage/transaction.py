"""How a transaction begins and ends, in the connection's own thread; when it does is `database`'s."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeAlias, TypeVar

import aiosqlite

T = TypeVar("T")


class NothingChangedError(Exception):
    """A statement that was to change a row found none; the transaction was undone."""


Statement: TypeAlias = Callable[[sqlite3.Connection], object]
"""Carried out in the connection's thread, where whether a transaction is open is certain."""


def begun(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")


def committed(connection: sqlite3.Connection) -> None:
    connection.execute("COMMIT")


def compacted(connection: sqlite3.Connection) -> None:
    """A full disk may refuse the copy that it takes: what was committed stands all the same."""
    connection.execute("COMMIT")
    with contextlib.suppress(sqlite3.OperationalError):
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def rolled_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def nothing(_: sqlite3.Connection) -> None:
    """Nothing need be tidied up."""


def changed(cursor: sqlite3.Cursor) -> None:
    if cursor.rowcount < 1:
        raise NothingChangedError


async def surely(work: Coroutine[Any, Any, object]) -> None:
    """Carried out to its end even when the task is cancelled meanwhile; the cancellation comes after it."""
    doing = asyncio.get_running_loop().create_task(work)
    is_cancelled = False
    while not doing.done():
        try:
            await asyncio.wait([doing])
        except asyncio.CancelledError:
            is_cancelled = True
    doing.result()
    if is_cancelled:
        raise asyncio.CancelledError


async def in_thread(
    connection: aiosqlite.Connection,
    held: Sequence[Statement],
    last: Callable[[sqlite3.Connection], T],
    finally_: Statement = nothing,
) -> T:
    """One crossing to the thread, and the last statement's answer; aiosqlite itself has a crossing a statement."""

    def carried_out() -> T:
        inner = connection._conn
        try:
            for each in held:
                each(inner)
            return last(inner)
        finally:
            finally_(inner)

    result: T = await connection._execute(carried_out)  # type: ignore[no-untyped-call]
    return result
