"""What hosts do: an event begun, moved, cancelled, and over with its report; what guests do lives beside."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.events.event import Details, Event, EventPassed, UnknownEvent
from bot.domain.mood.pulse import HOUR, LEAST_A_DAY, NOTHING, Counts
from bot.domain.stats import LEAST
from storage import events as store
from storage import mood
from storage.database import Reader, Unit


@dataclass(frozen=True, slots=True)
class Report:
    """`messages` were counted in the group on the event's days; none, and no mood, where too few spoke to tell."""

    going: int
    came: int
    new_faces: int
    messages: int
    mood: Counts | None


async def create(unit: Unit, details: Details, *, chat_id: int, topic: int, starts_at: int, by: int, now: int) -> Event:
    return await store.create(unit, details, chat_id=chat_id, topic=topic, starts_at=starts_at, by=by, now=now)


async def known(reader: Reader, number: int, *, chat_id: int | None = None) -> Event:
    event = await store.event(reader, number)
    if event is None or (chat_id is not None and event.chat_id != chat_id):
        raise UnknownEvent(number=number)
    return event


async def coming(reader: Reader, *, chat_id: int, now: int) -> list[Event]:
    return await store.coming(reader, chat_id=chat_id, now=now)


async def move(unit: Unit, event: Event, *, starts_at: int) -> Event:
    if not await store.move(unit, event.id, starts_at=starts_at):
        raise EventPassed
    return await known(unit, event.id)


async def cancel(unit: Unit, event: Event) -> Event:
    if not await store.end(unit, event.id, state="cancelled"):
        raise EventPassed
    return await known(unit, event.id)


async def over(unit: Unit, event: Event, *, first: int, last: int) -> Report | None:
    """None when it was over before, or called off; `first` and `last` are the local days it took."""
    if not await store.end(unit, event.id, state="over"):
        return None
    guests = await store.guests(unit, event.id)
    faces = await store.new_faces(unit, event.id, chat_id=event.chat_id)
    going = sum(each.answer == "going" for each in guests)
    messages, voices = await store.talk(unit, chat_id=event.chat_id, first=first, last=last)
    came = sum(each.came for each in guests)
    if voices < LEAST:
        return Report(going, came, faces, 0, None)
    return Report(going, came, faces, messages, await _mood(unit, event))


async def _mood(unit: Unit, event: Event) -> Counts | None:
    """Of the hours it took, where the check of the mood counted enough of them."""
    first, last = event.starts_at // HOUR, -(-event.ends_at // HOUR)
    hours = await mood.hours(unit, chat_id=event.chat_id, since=first, until=last)
    counts = sum((each.counts for each in hours), NOTHING)
    return counts if counts.said >= LEAST_A_DAY else None
