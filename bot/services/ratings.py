"""Members rate what is over; what they gave is told in means, and as a trend from one to the next."""

from __future__ import annotations

from bot.domain.events.event import Event
from bot.domain.ratings import SCORES, Matter, Score, TooLate, means
from storage import desk, events, ratings
from storage.database import Reader, Unit

OPEN_FOR = 7 * 86_400
"""Seconds in which a score may be given, and thought over."""

_TREND = 400 * 86_400


async def rate(unit: Unit, score: Score, *, chat_id: int, user_id: int) -> None:
    """Raises TooLate where it was not asked there, or too long ago."""
    if score.score not in SCORES or not await _is_open(unit, score, chat_id=chat_id):
        raise TooLate
    await ratings.rate(unit, score, chat_id=chat_id, user_id=user_id)


async def _is_open(reader: Reader, score: Score, *, chat_id: int) -> bool:
    if score.matter == "event":
        event = await events.event(reader, score.number)
        return event is not None and event.chat_id == chat_id and _is_fresh(event, at=score.at)
    asked = await desk.told_at(reader, chat_id=chat_id, key=notice_of(score.number))
    return 0 < asked <= score.at <= asked + OPEN_FOR


def _is_fresh(event: Event, *, at: int) -> bool:
    return event.state == "over" and event.ends_at <= at <= event.ends_at + OPEN_FOR


def notice_of(quarter: int) -> str:
    return f"quarter:{quarter}"


async def first_time(unit: Unit, quarter: int, *, chat_id: int, now: int) -> bool:
    """Whether the group was not asked about that quarter; it counts as asked now."""
    return await desk.first_notice(unit, chat_id=chat_id, key=notice_of(quarter), now=now)


async def trend(reader: Reader, matter: Matter, *, chat_id: int, now: int) -> dict[int, tuple[float, int]]:
    """The mean of each event or quarter that enough people rated within a year, and how many they were."""
    given = await ratings.given(reader, chat_id=chat_id, matter=matter, since=now - _TREND)
    return means((each.number, each.score) for each in given)
