"""Lines of due times: up to when each was dealt with, and when it is due next; reckoning that is done elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from storage.database import Reader, Row, Unit


@dataclass(frozen=True, slots=True)
class KnownLine:
    """How far a line of due times was dealt with (epoch seconds)."""

    line: str
    entry: str
    written: str
    done_until: int
    next_at: int | None
    runs: int = 0


def _known(row: Row) -> KnownLine:
    return KnownLine(row["line"], row["entry"], row["written"], row["done_until"], row["next_at"], row["runs"])


async def lines(reader: Reader) -> list[KnownLine]:
    return [_known(row) for row in await reader.all("SELECT * FROM schedule_lines ORDER BY line")]


async def line(reader: Reader, key: str) -> KnownLine | None:
    row = await reader.one("SELECT * FROM schedule_lines WHERE line = :key", {"key": key})
    return _known(row) if row else None


async def keep_lines(unit: Unit, known: Iterable[KnownLine]) -> None:
    await unit.many(
        "INSERT INTO schedule_lines (line, entry, written, done_until, next_at, runs) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (line) DO UPDATE SET written = excluded.written, done_until = excluded.done_until, "
        "next_at = excluded.next_at, runs = excluded.runs",
        ((each.line, each.entry, each.written, each.done_until, each.next_at, each.runs) for each in known),
    )


async def drop_lines(unit: Unit, keys: Iterable[str]) -> None:
    """Those of entries no longer in the file; what became of their runs stays known."""
    await unit.many("DELETE FROM schedule_lines WHERE line = ?", ((key,) for key in keys))


async def coming(reader: Reader, *, chat_id: int, before: int) -> list[str]:
    """Lines due before that moment, but for those that are paused or left out there."""
    rows = await reader.all(
        "SELECT line FROM schedule_lines WHERE next_at < :before AND entry NOT IN "
        "(SELECT entry FROM schedule_marks WHERE chat_id IN (:chat_id, 0)) ORDER BY next_at",
        {"chat_id": chat_id, "before": before},
    )
    return [row["line"] for row in rows]
