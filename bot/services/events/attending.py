"""What guests do: answer, wait for a place, come by button or by code; what hosts do lives beside."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.checkin import Calendar
from bot.domain.events.event import EARLY, Answer, Event, EventPassed, NotYet, UnknownCode, is_code_of, place_for
from bot.services import mint
from bot.services.events.hosting import known
from bot.services.events.planned import OF_ONE
from bot.services.mint import Payment
from storage import desk, queues
from storage import events as store
from storage.database import Reader, Unit
from storage.events import Guest
from storage.queues import Timer

__all__ = ["Guest", "Outcome", "answer", "by_code", "came", "fill", "guests", "of_guest", "reachable", "show_at"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer that counts, and who else moved up from the waiting list by it."""

    answer: Answer
    moved_up: list[Guest]


async def guests(reader: Reader, number: int) -> list[Guest]:
    return await store.guests(reader, number)


async def answer(unit: Unit, number: int, *, user_id: int, wanted: Answer, now: int) -> Outcome:
    """One more place asked for, behind those who wait; one given up goes to the first of them."""
    event = await known(unit, number)
    if event.state != "open" or event.ends_at <= now:
        raise EventPassed
    before = await store.guests(unit, number)
    mine = next((each.answer for each in before if each.user_id == user_id), None)
    taken = sum(each.answer in ("going", "waiting") and each.user_id != user_id for each in before)
    counted = place_for(wanted, taken=taken, cap=event.cap, is_going=mine == "going")
    await store.answer(unit, number, user_id=user_id, answer=counted)
    moved_up = await fill(unit, event)
    is_lucky = any(each.user_id == user_id for each in moved_up)
    return Outcome("going" if is_lucky else counted, [each for each in moved_up if each.user_id != user_id])


async def of_guest(reader: Reader, *, user_id: int, now: int) -> list[Event]:
    """Open events to come that they answered, of whatever group."""
    return await store.of_guest(reader, user_id=user_id, now=now)


async def fill(unit: Unit, event: Event) -> list[Guest]:
    """Those who wait take the places that are free, in their order; who they are."""
    found = await store.guests(unit, event.id)
    going = sum(each.answer == "going" for each in found)
    waiting = [each for each in found if each.answer == "waiting"]
    lucky = waiting[: max(0, event.cap - going)] if event.cap else waiting
    for each in lucky:
        await store.answer(unit, event.id, user_id=each.user_id, answer="going")
    return lucky


async def by_code(reader: Reader, words: str, *, chat_id: int, now: int) -> Event | None:
    """The event on now whose code that is; None where none that is coming takes a code. Raises `UnknownCode`."""
    coded = [each for each in await store.coming(reader, chat_id=chat_id, now=now) if each.details.code]
    for each in coded:
        if each.starts_at - EARLY <= now and is_code_of(each, words):
            return each
    if coded:
        raise UnknownCode
    return None


async def came(
    unit: Unit, number: int, *, user_id: int, calendar: Calendar, now: int, most_a_day: int
) -> tuple[bool, int]:
    """Whether that is news, and the points paid for it: once, and within what the one who promised them may give."""
    event = await known(unit, number)
    if event.state != "open" or event.ends_at <= now:
        raise EventPassed
    if now < event.starts_at - EARLY:
        raise NotYet
    is_news = await store.came(unit, number, user_id=user_id, now=now)
    if not is_news or not event.reward:
        return is_news, 0
    payment = Payment(
        chat_id=event.chat_id,
        user_id=user_id,
        amount=event.reward,
        key=f"event:{event.id}:{user_id}",
        at=now,
        day=calendar.day_of(now),
        source=event.id,
    )
    entry = await mint.promised(unit, payment, kind="event", by=event.created_by, most_a_day=most_a_day)
    return True, event.reward if entry else 0


async def show_at(unit: Unit, event: Event, at: int, *, key: str) -> None:
    """The card is shown anew then; a moment that was asked for before stays."""
    await queues.set_timers_once(unit, [Timer(OF_ONE, key, event.chat_id, at, "null")])


async def reachable(reader: Reader, people: list[Guest]) -> set[int]:
    """Those whom the bot may write to privately."""
    return set(await desk.reachable(reader, [each.user_id for each in people]))
