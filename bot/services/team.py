"""Moderators' work together: shifts planned, begun and ended once each; replies kept ready; the load they carry."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.people import Person
from bot.domain.refusals import Refusal
from bot.domain.team import Load, Shift, load_of, week_later
from storage import team
from storage.database import Reader, Unit
from storage.team import Duty, Ready, becomes, drop, drop_ready, duties, find_ready

__all__ = ["Duty", "Ready", "becomes", "drop", "drop_ready", "duties", "find_ready"]

MOST_READY = 40
_MOST_SHIFTS = 60
_WEEK = 7 * 86_400


class TooManyShifts(Refusal):
    """`most`."""

    key = "team.too_many_shifts"


class TooManyReady(Refusal):
    """`most`."""

    key = "team.too_many_ready"


@dataclass(frozen=True, slots=True)
class Turned:
    """What a look at the shifts brought about: who begins now, whose shift has just ended, and when to look again."""

    begun: list[Duty]
    ended: list[Duty]
    next_at: int


async def plan(unit: Unit, shift: Shift, person: Person, *, chat_id: int) -> None:
    if len(await team.duties(unit, chat_id=chat_id)) >= _MOST_SHIFTS:
        raise TooManyShifts(most=_MOST_SHIFTS)
    await team.plan(
        unit,
        chat_id=chat_id,
        user_id=person.id,
        name=person.name,
        begins_at=shift.begins_at,
        ends_at=shift.ends_at,
        is_weekly=shift.is_weekly,
    )


async def turn_over(unit: Unit, *, chat_id: int, zone: str, now: int) -> Turned:
    """Each shift begins and ends once; one that comes every week is planned anew. `next_at` 0: nothing is planned."""
    begun, ended = [], []
    for duty in await team.duties(unit, chat_id=chat_id):
        if duty.ends_at <= now:
            await _end(unit, duty, zone=zone, now=now)
            if duty.state == "on":
                ended.append(duty)
        elif duty.begins_at <= now and duty.state == "planned" and await team.becomes(unit, duty, "on"):
            begun.append(duty)
    left = await team.duties(unit, chat_id=chat_id)
    moments = [each.begins_at if each.state == "planned" else each.ends_at for each in left]
    return Turned(begun, ended, min(moments, default=0))


async def _end(unit: Unit, duty: Duty, *, zone: str, now: int) -> None:
    if not await team.becomes(unit, duty, "over") or not duty.is_weekly:
        return
    begins_at, ends_at = duty.begins_at, duty.ends_at
    while ends_at <= now:
        begins_at, ends_at = week_later(begins_at, zone), week_later(ends_at, zone)
    await team.plan(
        unit,
        chat_id=duty.chat_id,
        user_id=duty.user_id,
        name=duty.name,
        begins_at=begins_at,
        ends_at=ends_at,
        is_weekly=True,
    )


async def leave(unit: Unit, *, chat_id: int, user_id: int, zone: str, now: int) -> None:
    """Whoever hands over is on duty no more."""
    for duty in await team.duties(unit, chat_id=chat_id):
        if duty.user_id == user_id and duty.state == "on":
            later = max(now, duty.ends_at) if duty.is_weekly else now
            await _end(unit, duty, zone=zone, now=later)


async def on_duty(reader: Reader, *, chat_id: int, now: int) -> list[Duty]:
    return [each for each in await team.duties(reader, chat_id=chat_id) if each.begins_at <= now < each.ends_at]


async def ready(reader: Reader, *, chat_id: int) -> list[Ready]:
    return await team.ready(reader, chat_id=chat_id, limit=MOST_READY)


async def keep_ready(unit: Unit, *, chat_id: int, name: str, words: str, by: int, at: int) -> int:
    """Its number. Raises TooManyReady."""
    known = await ready(unit, chat_id=chat_id)
    if len(known) >= MOST_READY and name not in {each.name for each in known}:
        raise TooManyReady(most=MOST_READY)
    return await team.keep_ready(unit, chat_id=chat_id, name=name, words=words, by=by, at=at)


async def load(reader: Reader, *, chat_id: int, zone: str, now: int) -> tuple[Load, int]:
    """Of a week; and how much members brought in it."""
    since = now - _WEEK
    notes = await team.noted(reader, chat_id=chat_id, since=since)
    brought = await team.brought(reader, chat_id=chat_id, since=since)
    return load_of([(each.actor_id, each.name, each.at) for each in notes], zone), len(brought)
