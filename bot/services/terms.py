"""What members of a group count on does not change unannounced: versions of it, and which holds."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.terms import State, Terms, Version, are_same
from storage import queues, terms
from storage.database import Unit
from storage.queues import Timer
from storage.terms import in_force, newest

__all__ = ["BEGINS", "CHANGE", "FILE", "News", "announce", "begin", "change", "first", "in_force", "newest", "wake"]

FILE = "terms_file"
"""The kind of timer that looks for what the operators' file changes."""

CHANGE = "terms_change"
"""The kind of timer that announces a group's change; its body is whether the file brought it."""

BEGINS = "terms_begins"
"""The kind of timer at which an announced version begins to hold; the part of its key is the version."""


@dataclass(frozen=True, slots=True)
class News:
    """`before` is what holds; `dropped` is the announced version that is not going to; None where there was none."""

    before: Terms
    version: Version
    dropped: Version | None


async def wake(unit: Unit, *, now: int) -> None:
    """What the file says is looked at as soon as this is committed."""
    await queues.set_timer(unit, Timer(FILE, "", 0, now, "null", now))


async def announce(unit: Unit, chat_id: int, *, now: int) -> None:
    """The group hears what the file changes; where presses of a moderator wait to be announced, together with them."""
    await queues.set_timers_once(unit, [Timer(CHANGE, str(chat_id), chat_id, now, "true", now)])


async def first(unit: Unit, held: Terms, *, chat_id: int, now: int) -> None:
    """What holds in a group of which nothing was kept yet: later changes are told from it."""
    await terms.add(unit, Version(0, held, "", now, now, "in_force"), chat_id=chat_id)


async def change(
    unit: Unit, wanted: Terms, *, chat_id: int, held: Terms, why: str, now: int, starts_at: int
) -> News | None:
    """The new version, in force from `starts_at`; None where that is what holds, or is announced already.

    One that takes back what was announced is in force as it was.
    """
    known = await terms.newest(unit, chat_id=chat_id)
    if known is not None and are_same(known.terms, wanted):
        return None
    dropped = known if known is not None and known.state == "coming" else None
    await terms.drop_coming(unit, chat_id=chat_id)
    if are_same(held, wanted):
        return News(held, Version(0, held, why, now, now, "in_force"), dropped)
    state: State = "coming" if starts_at > now else "in_force"
    version = Version(0, wanted, why, now, starts_at, state)
    number = await terms.add(unit, version, chat_id=chat_id)
    if state == "in_force":
        await terms.end_others(unit, chat_id=chat_id, number=number)
    return News(held, Version(number, wanted, why, now, starts_at, state), dropped)


async def begin(unit: Unit, *, chat_id: int, number: int) -> Terms | None:
    """What holds from now on; None where that version was taken back."""
    version = await terms.newest(unit, chat_id=chat_id)
    if version is None or not await terms.begin(unit, chat_id=chat_id, number=number):
        return None
    return version.terms
