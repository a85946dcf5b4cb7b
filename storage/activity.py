"""Points by talking, kept beside each day's count of messages; the counts themselves are `people`'s."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from bot.domain.activity import Talk
from storage.database import Reader, Unit

Day: TypeAlias = tuple[int, int, int]
"""Chat, local day, member."""

_AT_ONCE = 100


async def talks(reader: Reader, days: Sequence[Day]) -> dict[Day, Talk]:
    """How each of these members' days stands, in one statement a hundred."""
    found: dict[Day, Talk] = {}
    for start in range(0, len(days), _AT_ONCE):
        some = days[start : start + _AT_ONCE]
        params: dict[str, Any] = {}
        for number, (chat_id, day, user_id) in enumerate(some):
            params |= {f"c{number}": chat_id, f"d{number}": day, f"u{number}": user_id}
        for row in await reader.all(_statement(len(some)), params):
            talk = Talk(row["credited"], row["credited_at"], row["prints"], row["seen_at"])
            found[row["chat_id"], row["day"], row["user_id"]] = talk
    return found


def _statement(number: int) -> str:
    values = ", ".join(f"(:c{each}, :d{each}, :u{each})" for each in range(number))
    return (
        "SELECT column1 AS chat_id, column2 AS day, column3 AS user_id, coalesce(credited, 0) AS credited, "
        "coalesce(credited_at, 0) AS credited_at, coalesce(prints, 0) AS prints, coalesce(seen_at, 0) AS seen_at "
        f"FROM (VALUES {values}) "
        "LEFT JOIN activity ON activity.chat_id = column1 AND activity.day = column2 AND activity.user_id = column3 "
        "LEFT JOIN members ON members.chat_id = column1 AND members.user_id = column3"
    )


async def keep_talks(unit: Unit, talks: Mapping[Day, Talk]) -> None:
    """For days of which a message was counted before."""
    rows: Iterable[tuple[int, ...]] = (
        (talk.credited, talk.credited_at, talk.prints, *day) for day, talk in talks.items()
    )
    await unit.many(
        "UPDATE activity SET credited = ?, credited_at = ?, prints = ? WHERE chat_id = ? AND day = ? AND user_id = ?",
        rows,
    )
