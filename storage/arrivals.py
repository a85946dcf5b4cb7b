"""How far those who came get: marked as they go on, and summed by the day they came; triggers keep the sums."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.activity import Day
from bot.domain.insights import Arrivals
from storage.database import Reader, Unit
from storage.rules.counts import ARRIVALS


async def heard(unit: Unit, days: Iterable[Day]) -> None:
    """Members' first words on these local days: it counts for those who came no more than thirty days before."""
    await unit.many(
        "UPDATE newcomers SET spoke = 1, first_deed = CASE first_deed WHEN '' THEN 'spoke' ELSE first_deed END, "
        "stayed = CASE WHEN day < ?2 THEN 1 ELSE stayed END, "
        "next_day = CASE WHEN day = ?2 - 1 THEN 1 ELSE next_day END, "
        "in_week = CASE WHEN day BETWEEN ?2 - 7 AND ?2 - 2 THEN 1 ELSE in_week END, "
        "in_month = CASE WHEN day BETWEEN ?2 - 30 AND ?2 - 8 THEN 1 ELSE in_month END "
        "WHERE chat_id = ?1 AND user_id = ?3 AND day BETWEEN ?2 - 30 AND ?2",
        days,
    )


async def of_days(reader: Reader, *, chat_id: int, first: int, last: int) -> list[Arrivals]:
    """By the local day they came, the way, and what they did first."""
    rows = await reader.all(
        f"SELECT day, source, first_deed, {', '.join(ARRIVALS)} FROM arrival_counts "
        "WHERE chat_id = :chat_id AND day BETWEEN :first AND :last AND came > 0 ORDER BY day, source, first_deed",
        {"chat_id": chat_id, "first": first, "last": last},
    )
    places = range(3 + len(ARRIVALS))
    return [Arrivals._make(row[place] for place in places) for row in rows]
