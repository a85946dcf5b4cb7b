"""Many rows by few statements: SQLite copies each page that a statement may have to undo, for every statement anew."""

from __future__ import annotations

import functools
import re
import sqlite3
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, Final

MOST: Final = 64
"""Rows a statement. Fewer go by powers of two, so that a text has seven forms, each prepared once."""

_ROW = re.compile(r"\bVALUES \((\?\d*(?:, \?\d*)*)\)")


def write(connection: sqlite3.Connection, sql: str, rows: Sequence[Mapping[str, Any] | Sequence[Any]]) -> None:
    """The statement once for each row, in their order."""
    width = _width(sql)
    if not width or len(rows) < 2 or isinstance(rows[0], Mapping):
        connection.executemany(sql, rows)
        return
    done = 0
    while done < len(rows):
        size = min(MOST, 1 << (len(rows) - done).bit_length() - 1)
        connection.execute(_of(sql, size, width), tuple(chain.from_iterable(rows[done : done + size])))
        done += size


@functools.cache
def _width(sql: str) -> int:
    """How many values a row has; 0 where the statement cannot be written for several, as they stand elsewhere too."""
    row = _ROW.search(sql)
    if not row or not sql.startswith("INSERT INTO ") or row[0].count("?") != sql.count("?"):
        return 0
    return max(_places(row[1])) + 1


def _places(row: str) -> list[int]:
    """Which of a row's values each mark of it takes."""
    return [int(mark[1:]) - 1 if mark[1:] else place for place, mark in enumerate(row.split(", "))]


@functools.cache
def _of(sql: str, size: int, width: int) -> str:
    row = _ROW.search(sql)
    assert row  # noqa: S101  (for the type checker: it has a width)
    places = _places(row[1])
    rows = (", ".join(f"?{first + place + 1}" for place in places) for first in range(0, size * width, width))
    return f"{sql[: row.start()]}VALUES {', '.join(f'({each})' for each in rows)}{sql[row.end() :]}"
