"""Short questions to SQLite, answered where they are asked: the way to a thread costs more than they do."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any, Final

from storage.database import Params

STEPS: Final = 10_000
"""Steps of SQLite's machine that the event loop may be held up for: half a millisecond at the most."""

_IN_A_ROW: Final = 32
"""Answers after which others get their turn, though nothing had to be waited for."""

_STRIKES: Final = 2
"""A question that was too long so often, one time after the other, is asked in the thread from then on. Once alone says
nothing: SQLite counts a prepared statement's steps on from one use to the next.
"""


class Quick:
    """A connection's questions in the caller's thread; asked while nothing runs in the connection's own."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._is_asking = False
        self._answered = 0
        self._strikes: dict[str, int] = {}
        connection.set_progress_handler(self._is_too_long, STEPS)

    def _is_too_long(self) -> bool:
        return self._is_asking

    async def rows(self, sql: str, params: Params) -> list[Any] | None:
        """None where it is for the connection's thread: what writes, takes long, or has to wait for another process."""
        if not sql.startswith("SELECT") or self._strikes.get(sql, 0) >= _STRIKES:
            return None
        if (rows := self._asked(sql, params)) is None:
            return None
        self._answered += 1
        if self._answered % _IN_A_ROW == 0:
            await asyncio.sleep(0)
        return rows

    def _asked(self, sql: str, params: Params) -> list[Any] | None:
        self._is_asking = True
        try:
            rows = self._connection.execute(sql, params).fetchall()
        except sqlite3.OperationalError:
            self._strikes[sql] = self._strikes.get(sql, 0) + 1
            return None
        finally:
            self._is_asking = False
        self._strikes.pop(sql, None)
        return rows
