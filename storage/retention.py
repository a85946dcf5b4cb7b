"""What is destroyed when its time is over, by the registry's rules, and the log of it; asking for it is the night's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from storage.database import Reader, Unit
from storage.registry import TABLES
from storage.rules.rule import Expiry

_DAY = 24 * 3600


async def sweep(unit: Unit, *, now: int) -> dict[str, int]:
    """Rows destroyed, by table."""
    gone: dict[str, int] = {}
    for table, rule in TABLES.items():
        number = 0
        for expiry in (*rule.sooner, rule.expiry):
            if expiry is not None:
                statement = f"DELETE FROM {table} WHERE ({expiry.where}) AND {expiry.column} < :before"
                number += await unit.run(statement, {"before": _before(expiry, now)})
        if number:
            gone[table] = number
    return gone


def _before(expiry: Expiry, now: int) -> int:
    if expiry.unit == "second":
        return now - expiry.days * _DAY
    return datetime.fromtimestamp(now, UTC).toordinal() - expiry.days


async def record(unit: Unit, destroyed: dict[str, int], *, why: Literal["expired", "asked"], now: int) -> None:
    await unit.many(
        "INSERT INTO destroyed (what, why, number, at) VALUES (?, ?, ?, ?)",
        [(table, why, number, now) for table, number in destroyed.items()],
    )


async def destroyed(reader: Reader, *, since: int) -> dict[str, int]:
    """How many rows were destroyed since then, by table."""
    rows = await reader.all(
        "SELECT what, sum(number) AS number FROM destroyed WHERE at >= :since GROUP BY what ORDER BY what",
        {"since": since},
    )
    return {row["what"]: row["number"] for row in rows}


async def was_asked(reader: Reader, *, since: int) -> bool:
    """Whether anybody was forgotten since then."""
    return await reader.one("SELECT 1 FROM erasures WHERE at >= :since LIMIT 1", {"since": since}) is not None
