"""Whether a group is quieter than it usually is, and which line of its own bank is next."""

from __future__ import annotations

from statistics import median
from typing import Final

from storage import desk, icebreak
from storage.database import Reader, Unit
from storage.schedule import runs

DAYS: Final = 14
LEAST: Final = 20
"""Messages of a usual day below which a group has no measure of its own."""

_SHARE: Final = 0.5
_APART: Final = 3
"""Days from one line to the next at least."""


async def is_quiet(reader: Reader, *, chat_id: int, day: int) -> bool:
    """Less than half as much was said today as on the median day of two weeks; `day` is today's ordinal."""
    counted = await icebreak.messages(reader, chat_id=chat_id, first=day - DAYS, last=day)
    usual = median(counted.get(each, 0) for each in range(day - DAYS, day))
    return usual >= LEAST and counted.get(day, 0) < _SHARE * usual


def name_of(number: int) -> str:
    return f"icebreak:{number}"


async def following(reader: Reader, *, chat_id: int, lines: int, day: int) -> int | None:
    """The line that was said least, the first of these; None where one was said within three days."""
    names = [name_of(each) for each in range(lines)]
    lately = [await runs.sent_of(reader, each, chat_id=chat_id, first=day - _APART + 1, last=day) for each in names]
    if any(lately):
        return None
    runs_of = [await runs.sent_of(reader, each, chat_id=chat_id, first=0, last=day) for each in names]
    return runs_of.index(min(runs_of)) if runs_of else None


async def first_today(unit: Unit, *, chat_id: int, day: int, now: int) -> bool:
    """Whether today was not looked at yet; it counts as looked at."""
    return await desk.first_notice(unit, chat_id=chat_id, key=f"icebreak:{day}", now=now)
