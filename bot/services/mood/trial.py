"""The trial run: a group's first days, in which hostile words are counted and nobody is told of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.mood.pulse import HOUR
from storage import desk, mood, mood_alerts
from storage.database import Reader, Unit

_DAY: Final = 24 * HOUR
_AGAIN: Final = 7


@dataclass(frozen=True, slots=True)
class Trial:
    """From the first message that was scored up to `until` (epoch seconds); `said` were checked, `times` told of."""

    since: int
    until: int
    said: int
    times: int


async def trains_until(reader: Reader, *, chat_id: int, days: int, now: int) -> int:
    """So many days from the first message that was scored (epoch seconds)."""
    first = await mood.first_at(reader, chat_id=chat_id)
    return (now if first is None else first) + days * _DAY


async def of_group(reader: Reader, *, chat_id: int, days: int) -> Trial | None:
    """None where there is no trial, or nothing was scored yet."""
    first = await mood.first_at(reader, chat_id=chat_id)
    if first is None or not days:
        return None
    until = first + days * _DAY
    said = await mood.said_between(reader, chat_id=chat_id, since=first, until=until)
    return Trial(first, until, said, await mood_alerts.trained(reader, chat_id=chat_id, since=first))


async def a_week_more(reader: Reader, *, chat_id: int, now: int) -> int:
    """Days of a trial that ends a week from now."""
    first = await mood.first_at(reader, chat_id=chat_id)
    return _AGAIN if first is None else -(-(now - first) // _DAY) + _AGAIN


async def first_time(unit: Unit, trial: Trial, *, chat_id: int, now: int) -> bool:
    """Whether its end had not been told yet; it counts as told now."""
    return await desk.first_notice(unit, chat_id=chat_id, key=f"mood_trial:{trial.until // _DAY}", now=now)
