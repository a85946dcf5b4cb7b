"""Counts of moods by chat, span of time and topic; what they mean is decided in the domain."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeAlias

from bot.domain.mood.pulse import HOUR, WINDOW, Counts, Hour, Window
from storage.database import Reader, Row, Unit

Where: TypeAlias = tuple[int, int, int]
"""Chat id, window (epoch seconds / 600), topic."""

_KINDS = ("negative", "neutral", "positive", "abstained", "hostile", "alarming", "gloom", "scatter")
_SUMS = ", ".join(f"sum({kind}) AS {kind}" for kind in _KINDS)
_HELD = ", ".join("?" * (3 + len(_KINDS)))
_ADDED = ", ".join(f"{kind} = mood_counts.{kind} + excluded.{kind}" for kind in _KINDS)
_BY_HOUR = f"SELECT begins_at / {HOUR} AS hour, topic, {_SUMS} FROM mood_counts"
_OLD_AND_FINE = f"begins_at < :before AND begins_at % {HOUR} <> 0"


async def count(unit: Unit, counts: Mapping[Where, Counts]) -> None:
    await unit.many(
        f"INSERT INTO mood_counts (chat_id, begins_at, topic, {', '.join(_KINDS)}) "
        f"VALUES ({_HELD}) ON CONFLICT (chat_id, begins_at, topic) DO UPDATE SET {_ADDED}",
        ((chat_id, window * WINDOW, topic, *_numbers(each)) for (chat_id, window, topic), each in counts.items()),
    )


async def hours(reader: Reader, *, chat_id: int, since: int, until: int) -> list[Hour]:
    """From the hour `since` up to, not including, the hour `until`, oldest first."""
    rows = await reader.all(
        f"{_BY_HOUR} WHERE chat_id = :chat_id AND begins_at >= :since AND begins_at < :until "
        "GROUP BY 1, 2 ORDER BY 1, 2",
        {"chat_id": chat_id, "since": since * HOUR, "until": until * HOUR},
    )
    return [Hour(row["hour"], row["topic"], _counts(row)) for row in rows]


async def by_topic(reader: Reader, *, chat_id: int, since: int, until: int) -> dict[int, tuple[int, int]]:
    """Gloomy messages, and all that were counted, by topic, from then on and before then (epoch seconds)."""
    rows = await reader.all(
        "SELECT topic, sum(negative) AS negative, sum(negative + neutral + positive + abstained) AS said "
        "FROM mood_counts WHERE chat_id = :chat_id AND begins_at >= :since AND begins_at < :until "
        "GROUP BY topic ORDER BY topic",
        {"chat_id": chat_id, "since": since, "until": until},
    )
    return {row["topic"]: (int(row["negative"]), int(row["said"])) for row in rows}


async def hours_among(reader: Reader, *, chat_id: int, hours: Collection[int]) -> list[Hour]:
    """What is known of just these hours."""
    starts = ", ".join(str(int(hour) * HOUR + window) for hour in hours for window in range(0, HOUR, WINDOW))
    rows = await reader.all(
        f"{_BY_HOUR} WHERE chat_id = :chat_id AND begins_at IN ({starts}) GROUP BY 1, 2 ORDER BY 1, 2",
        {"chat_id": chat_id},
    )
    return [Hour(row["hour"], row["topic"], _counts(row)) for row in rows]


async def windows(reader: Reader, *, chat_id: int, since: int) -> list[Window]:
    """From the window `since` on, no longer ago than a day, oldest first."""
    rows = await reader.all(
        f"SELECT begins_at / {WINDOW} AS number, * FROM mood_counts "
        "WHERE chat_id = :chat_id AND begins_at >= :since ORDER BY begins_at, topic",
        {"chat_id": chat_id, "since": since * WINDOW},
    )
    return [Window(row["number"], row["topic"], _counts(row)) for row in rows]


async def first_at(reader: Reader, *, chat_id: int) -> int | None:
    """Epoch seconds from which on messages were counted."""
    row = await reader.one(
        "SELECT min(begins_at) AS at FROM mood_counts WHERE chat_id = :chat_id", {"chat_id": chat_id}
    )
    return row["at"] if row else None


async def said_between(reader: Reader, *, chat_id: int, since: int, until: int) -> int:
    """Messages counted from then on and before then (epoch seconds)."""
    return await reader.number(
        "SELECT coalesce(sum(negative + neutral + positive + abstained), 0) FROM mood_counts "
        "WHERE chat_id = :chat_id AND begins_at >= :since AND begins_at < :until",
        {"chat_id": chat_id, "since": since, "until": until},
    )


async def coarsen(unit: Unit, *, before: int) -> None:
    """Windows of hours that ended before then (epoch seconds of a whole hour) join their hour."""
    await unit.run(
        f"INSERT INTO mood_counts (chat_id, begins_at, topic, {', '.join(_KINDS)}) "
        f"SELECT chat_id, begins_at / {HOUR} * {HOUR}, topic, {', '.join(f'sum({kind})' for kind in _KINDS)} "
        f"FROM mood_counts WHERE {_OLD_AND_FINE} GROUP BY 1, 2, 3 "
        f"ON CONFLICT (chat_id, begins_at, topic) DO UPDATE SET {_ADDED}",
        {"before": before},
    )
    await unit.run(f"DELETE FROM mood_counts WHERE {_OLD_AND_FINE}", {"before": before})


def _numbers(counts: Counts) -> tuple[int, ...]:
    """In the order of _KINDS."""
    return (
        counts.negative,
        counts.neutral,
        counts.positive,
        counts.abstained,
        counts.hostile,
        counts.alarming,
        counts.gloom,
        counts.scatter,
    )


def _counts(row: Row) -> Counts:
    return Counts(*(row[kind] for kind in _KINDS))
