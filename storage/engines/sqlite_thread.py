"""How a transaction begins and ends, in SQLite's own thread; when it does is `sqlite`'s."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

import aiosqlite

from storage.errors import NothingChangedError, RowRefusedError, StoreTroubleError

T = TypeVar("T")

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


TOLD = (sqlite3.IntegrityError, sqlite3.OperationalError)
"""SQLite's errors that both engines have."""


def as_ours(error: sqlite3.Error) -> Exception:
    is_row = isinstance(error, sqlite3.IntegrityError)
    return RowRefusedError(str(error)) if is_row else StoreTroubleError(str(error))


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

    try:
        result: T = await connection._execute(carried_out)  # type: ignore[no-untyped-call]
    except TOLD as error:
        raise as_ours(error) from error
    return result
