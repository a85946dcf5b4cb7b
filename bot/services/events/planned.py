"""Events of the operators' file in the store; what an edited file means for one is decided in the domain."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.events.event import Event, EventPassed
from bot.domain.events.planned import Planned
from bot.services.events.hosting import known as event_of
from bot.services.schedule.lines import Taken
from storage import events as store
from storage import queues
from storage.database import Reader, Unit
from storage.queues import Timer

KIND = "events-planned"
"""The kind of timer that takes the file's events over."""

OF_ONE = "event"
"""The kind of timers that belong to one event; their keys begin with its number."""

_THE_FILE = 0
"""Whose the events are: nobody's in particular."""


def differences(before: Sequence[Planned], after: Sequence[Planned]) -> Taken:
    """Names of events the file has now, at another time, and no longer."""
    had, has = {each.name: each for each in before}, {each.name: each for each in after}
    return Taken(
        tuple(name for name in has if name not in had),
        tuple(name for name, each in has.items() if name in had and had[name].written != each.written),
        tuple(name for name in had if name not in has),
    )


async def wake(unit: Unit, *, now: int) -> None:
    """What the file plans is looked at as soon as this is committed."""
    await queues.set_timer(unit, Timer(KIND, "", 0, now, "null", now))


async def known(reader: Reader) -> list[Event]:
    """Of every name the last event in each group."""
    return await store.planned(reader)


async def begin(unit: Unit, planned: Planned, *, chat_id: int, topic: int, starts_at: int, now: int) -> Event:
    return await store.create(
        unit,
        planned.details,
        chat_id=chat_id,
        topic=topic,
        starts_at=starts_at,
        by=_THE_FILE,
        now=now,
        name=planned.name,
        written=planned.written,
    )


async def change(unit: Unit, event: Event, planned: Planned, *, topic: int, starts_at: int) -> Event:
    if not await store.change(
        unit, event.id, planned.details, topic=topic, starts_at=starts_at, written=planned.written
    ):
        raise EventPassed
    return await event_of(unit, event.id)
