"""What a member said on a local day: how many messages, and the points they earned; no text is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.domain.activity import Day, Talk
from storage.database import Reader, Unit

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
            talk = Talk(
                row["credited"], row["credited_at"], row["prints"], row["seen_at"], row["hours"], row["spoke_at"]
            )
            found[row["chat_id"], row["day"], row["user_id"]] = talk
    return found


def _statement(number: int) -> str:
    values = ", ".join(f"(:c{each}, :d{each}, :u{each})" for each in range(number))
    return (
        "SELECT column1 AS chat_id, column2 AS day, column3 AS user_id, coalesce(credited, 0) AS credited, "
        "coalesce(credited_at, 0) AS credited_at, coalesce(prints, 0) AS prints, coalesce(seen_at, 0) AS seen_at, "
        "coalesce(hours, -1) AS hours, CASE WHEN members.messages > 0 THEN seen_at ELSE 0 END AS spoke_at "
        f"FROM (VALUES {values}) AS asked "
        "LEFT JOIN activity ON activity.chat_id = column1 AND activity.day = column2 AND activity.user_id = column3 "
        "LEFT JOIN members ON members.chat_id = column1 AND members.user_id = column3"
    )


async def keep(unit: Unit, rows: Iterable[tuple[int, int, int, int, int, int, int, int]]) -> None:
    """`rows` are a day, messages to add to it, what it stands at if it earned something (`credited` to `prints`), and
    the hours in which the member was heard, as bits.

    What a day earned only grows, so a row without (0) leaves it as it is.
    """
    await unit.many(
        "INSERT INTO activity (chat_id, day, user_id, messages, credited, credited_at, prints, hours) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat_id, day, user_id) DO UPDATE SET "
        "messages = activity.messages + excluded.messages, credited = max(activity.credited, excluded.credited), "
        "credited_at = max(activity.credited_at, excluded.credited_at), "
        "prints = CASE WHEN excluded.credited > activity.credited THEN excluded.prints ELSE activity.prints END, "
        "hours = activity.hours | excluded.hours",
        rows,
    )


async def keep_hours(unit: Unit, people: Mapping[tuple[int, int], int]) -> None:
    """How many people more were heard, by chat and the moment an hour begins."""
    await unit.many(
        "INSERT INTO heard_hours (chat_id, begins_at, people) VALUES (?, ?, ?) "
        "ON CONFLICT (chat_id, begins_at) DO UPDATE SET people = heard_hours.people + excluded.people",
        [(*hour, number) for hour, number in people.items()],
    )


async def hours(reader: Reader, *, chat_id: int, since: int, until: int) -> list[tuple[int, int]]:
    """The moments at which hours begin, and how many people were heard in each."""
    rows = await reader.all(
        "SELECT begins_at, people FROM heard_hours "
        "WHERE chat_id = :chat_id AND begins_at >= :since AND begins_at < :until ORDER BY begins_at",
        {"chat_id": chat_id, "since": since, "until": until},
    )
    return [(row["begins_at"], row["people"]) for row in rows]
