"""Events: answering, the waiting list, moving, cancelling, coming; outcomes say whom to tell, never in which words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.checkin import Calendar
from bot.domain.events.event import Answer, Event, EventPassed, NotYet, Told, UnknownEvent, place_for
from bot.domain.points import MINT, THE_BOT, Posting
from storage import desk
from storage import events as store
from storage.database import Reader, Unit
from storage.events import Guest
from storage.points import ledger

__all__ = ["Guest", "Outcome", "Report", "answer", "came", "cancel", "coming", "create", "guests", "known", "move"]

_EARLY = 3600
"""Seconds before the start from which one may check in."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer that counts, and who moved up from the waiting list by it."""

    answer: Answer
    moved_up: Guest | None = None


@dataclass(frozen=True, slots=True)
class Report:
    going: int
    came: int
    new_faces: int


async def create(unit: Unit, told: Told, *, chat_id: int, topic: int, starts_at: int, by: int, now: int) -> Event:
    return await store.create(
        unit,
        {
            "chat_id": chat_id,
            "topic": topic,
            "title": told.title,
            "place": told.place,
            "starts_at": starts_at,
            "lasts": told.lasts,
            "cap": told.cap,
            "goal": told.goal,
            "reward": told.reward,
            "created_by": by,
            "now": now,
        },
    )


async def known(reader: Reader, number: int, *, chat_id: int | None = None) -> Event:
    found = await store.event(reader, number)
    if found is None or (chat_id is not None and found.chat_id != chat_id):
        raise UnknownEvent(number=number)
    return found


async def coming(reader: Reader, *, chat_id: int, now: int) -> list[Event]:
    return await store.coming(reader, chat_id=chat_id, now=now)


async def guests(reader: Reader, number: int) -> list[Guest]:
    return await store.guests(reader, number)


async def answer(unit: Unit, number: int, *, user_id: int, wanted: Answer, now: int) -> Outcome:
    """One more place asked for, or one given up: then the first who waits moves up."""
    event = await known(unit, number)
    if event.state != "open" or event.ends_at <= now:
        raise EventPassed
    before = await store.guests(unit, number)
    mine = next((each.answer for each in before if each.user_id == user_id), None)
    going = sum(each.answer == "going" for each in before)
    counted = place_for(wanted, going=going, cap=event.cap, is_going=mine == "going")
    await store.answer(unit, number, user_id=user_id, answer=counted)
    if mine != "going" or counted == "going":
        return Outcome(counted)
    first = next((each for each in before if each.answer == "waiting"), None)
    if first is not None:
        await store.answer(unit, number, user_id=first.user_id, answer="going")
    return Outcome(counted, first)


async def move(unit: Unit, event: Event, *, starts_at: int) -> Event:
    if not await store.move(unit, event.id, starts_at=starts_at):
        raise EventPassed
    return await known(unit, event.id)


async def cancel(unit: Unit, event: Event) -> Event:
    if not await store.end(unit, event.id, state="cancelled"):
        raise EventPassed
    return await known(unit, event.id)


async def came(unit: Unit, number: int, *, user_id: int, calendar: Calendar, now: int) -> tuple[Event, bool]:
    """Whether that is news; the points for it are paid once."""
    event = await known(unit, number)
    if event.state != "open" or event.ends_at <= now:
        raise EventPassed
    if now < event.starts_at - _EARLY:
        raise NotYet
    is_news = await store.came(unit, number, user_id=user_id, now=now)
    if is_news and event.reward:
        key = f"event:{event.id}:{user_id}"
        await ledger.post(unit, _reward(event, user_id=user_id, key=key, now=now, day=calendar.day_of(now)))
    return event, is_news


def _reward(event: Event, *, user_id: int, key: str, now: int, day: int) -> Posting:
    return Posting(
        chat_id=event.chat_id,
        from_account=MINT,
        to_account=user_id,
        amount=event.reward,
        kind="event",
        actor=THE_BOT,
        key=key,
        at=now,
        day=day,
        source=event.id,
    )


async def over(unit: Unit, event: Event) -> Report | None:
    """None when it was over before, or called off."""
    if not await store.end(unit, event.id, state="over"):
        return None
    found = await store.guests(unit, event.id)
    faces = await store.new_faces(unit, event.id, chat_id=event.chat_id)
    going = sum(each.answer == "going" for each in found)
    return Report(going, sum(each.came for each in found), faces)


async def reachable(reader: Reader, people: list[Guest]) -> set[int]:
    """Those whom the bot may write to privately, unasked."""
    return set(await desk.welcoming(reader, [each.user_id for each in people]))
