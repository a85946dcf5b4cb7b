"""How a transaction begins and ends, in the connection's own thread; when it does is `database`'s."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from typing import TypeAlias

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
