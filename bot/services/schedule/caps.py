"""How much a group hears unasked: the caps on it, what is left of them, and what counts towards them.

Whatever nobody waits for is bound: announcements of the schedule, boards, the month's account, ice-breakers. What
people take part in (results, reminders, closings) is not: it answers them.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.checkin import Calendar
from storage.database import Reader, Unit
from storage.schedule import runs
from storage.schedule.runs import Run


@dataclass(frozen=True, slots=True)
class Share:
    """What a group is told a day and a week at most; None: as much as there is."""

    chat_id: int
    calendar: Calendar
    per_day: int | None
    per_week: int | None


async def has_room(reader: Reader, share: Share, *, now: int) -> bool:
    today = share.calendar.day_of(now)
    for cap, first in ((share.per_day, today), (share.per_week, today - (today - 1) % 7)):
        if cap is not None and await runs.sent_between(reader, chat_id=share.chat_id, first=first, last=today) >= cap:
            return False
    return True


async def count(unit: Unit, share: Share, name: str, *, now: int) -> None:
    """One more was said, of that name."""
    day = share.calendar.day_of(now)
    await runs.keep_run(unit, Run(name, now, share.chat_id, "posted", "", now, day))
