"""Counts of moods by chat, hour and topic; what they mean is decided in the domain."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeAlias

from bot.domain.mood.pulse import Counts, Hour
from storage.database import Reader, Row, Unit

Where: TypeAlias = tuple[int, int, int]
"""Chat id, hour (epoch seconds / 3600), topic."""


async def count(unit: Unit, counts: Mapping[Where, Counts]) -> None:
    await unit.many(
        "INSERT INTO mood_hours (chat_id, hour, topic, negative, neutral, positive, abstained, hostile, alarming) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat_id, hour, topic) DO UPDATE SET "
        "negative = negative + excluded.negative, neutral = neutral + excluded.neutral, "
        "positive = positive + excluded.positive, abstained = abstained + excluded.abstained, "
        "hostile = hostile + excluded.hostile, alarming = alarming + excluded.alarming",
        (
            (*where, each.negative, each.neutral, each.positive, each.abstained, each.hostile, each.alarming)
            for where, each in counts.items()
        ),
    )


async def hours(reader: Reader, *, chat_id: int, since: int, until: int) -> list[Hour]:
    """From the hour `since` up to, not including, the hour `until`, oldest first."""
    rows = await reader.all(
        "SELECT * FROM mood_hours WHERE chat_id = :chat_id AND hour >= :since AND hour < :until ORDER BY hour, topic",
        {"chat_id": chat_id, "since": since, "until": until},
    )
    return [_hour(row) for row in rows]


async def hours_among(reader: Reader, *, chat_id: int, hours: Collection[int]) -> list[Hour]:
    """What is known of just these hours."""
    among = ", ".join(str(int(each)) for each in hours)
    rows = await reader.all(
        f"SELECT * FROM mood_hours WHERE chat_id = :chat_id AND hour IN ({among}) ORDER BY hour, topic",
        {"chat_id": chat_id},
    )
    return [_hour(row) for row in rows]


async def first_hour(reader: Reader, *, chat_id: int) -> int | None:
    row = await reader.one("SELECT min(hour) AS hour FROM mood_hours WHERE chat_id = :chat_id", {"chat_id": chat_id})
    return row["hour"] if row else None


async def forget_hours(unit: Unit, *, before: int) -> int:
    """`before`: epoch seconds."""
    return await unit.run("DELETE FROM mood_hours WHERE hour < :before / 3600", {"before": before})


def _hour(row: Row) -> Hour:
    kinds = ("negative", "neutral", "positive", "abstained", "hostile", "alarming")
    return Hour(row["hour"], row["topic"], Counts(*(row[kind] for kind in kinds)))
