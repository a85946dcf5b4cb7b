"""Giving feedback and dealing with it: numbers, states, likes, who is told; the words for it are the handlers'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.feedback import (
    A_DAY_MOST,
    FROM,
    TO,
    Category,
    Deed,
    Done,
    Ticket,
    TooMany,
    Unheard,
    UnknownTicket,
    WrongState,
    category_of,
    likest,
)
from bot.domain.people import Person
from bot.domain.refusals import Key
from storage import feedback, people
from storage.database import Reader, Unit
from storage.feedback import Given

_RECENT = 90 * 86400
"""Seconds back in which a likeness is looked for."""

_DAY = 86400


@dataclass(frozen=True, slots=True)
class Voice:
    """Who gives it: a person, or a pseudonym with the sealed way back."""

    person: Person
    mark: str
    sealed: str = ""

    @property
    def is_anonymous(self) -> bool:
        return bool(self.sealed)


@dataclass(frozen=True, slots=True)
class Order:
    """A deed of the desk: by whom, when, in which words."""

    deed: Deed
    actor: Person
    words: str
    at: int


async def give(
    unit: Unit,
    voice: Voice,
    *,
    chat_id: int,
    words: str,
    keywords: tuple[str, ...],
    known: Mapping[Category, list[str]],
    about: int,
    once: str,
    at: int,
    due_at: int,
) -> tuple[Ticket, Ticket | None]:
    """The new one, and an earlier one it is very like."""
    user_id, mark = (0, voice.mark) if voice.is_anonymous else (voice.person.id, "")
    if mark and await feedback.is_blocked(unit, chat_id=chat_id, voice=mark):
        raise Unheard
    given = await feedback.count_since(unit, chat_id=chat_id, user_id=user_id, voice=mark, since=at - _DAY)
    if given >= A_DAY_MOST:
        raise TooMany(most=A_DAY_MOST)
    if user_id:
        await people.keep_people(unit, [voice.person])
    among = await feedback.recent(unit, chat_id=chat_id, since=at - _RECENT)
    kept = Given(
        chat_id, user_id, mark, voice.sealed, words, keywords, category_of(words, known), about, once, at, due_at
    )
    number = await feedback.give(unit, kept)
    return await ticket(unit, number), likest(words, keywords, [each for each in among if each.id != number])


async def ticket(reader: Reader, number: int) -> Ticket:
    found = await feedback.ticket(reader, number)
    if found is None:
        raise UnknownTicket(number=number)
    return found


async def do(unit: Unit, number: int, order: Order, *, into: int | None = None) -> Ticket:
    """The ticket as it is afterwards. Raises WrongState where the deed does not follow from its state."""
    before = await ticket(unit, number)
    if not await feedback.move(unit, number, to=TO[order.deed], of=FROM[order.deed], into=into, now=order.at):
        raise WrongState(number=number, state=Key(f"feedback.state_{before.state}"))
    done = Done(order.deed, order.actor.id, order.actor.name, order.words, order.at)
    await feedback.did(unit, number, done, chat_id=before.chat_id)
    return await ticket(unit, number)


async def join(unit: Unit, number: int, order: Order, *, into: int) -> tuple[Ticket, Ticket]:
    """+1: the one counts as the other from now on, and its author hears what becomes of that."""
    target = await ticket(unit, into)
    if target.merged_id:
        target = await ticket(unit, target.merged_id)
    if target.id == number or target.state in ("closed", "merged"):
        raise WrongState(number=target.id, state=Key(f"feedback.state_{target.state}"))
    return await do(unit, number, order, into=target.id), target


async def everyone(reader: Reader, one: Ticket) -> list[Ticket]:
    """The ticket and all that were merged into it: whose authors are told."""
    return [one, *await feedback.merged_into(reader, one.id)]


async def history(reader: Reader, number: int) -> list[Done]:
    return await feedback.deeds(reader, number)


async def last_answer(reader: Reader, number: int) -> str:
    found = await feedback.deeds(reader, number, only=("answer",))
    return found[-1].words if found else ""


async def mine(reader: Reader, *, user_id: int, voice: str) -> list[Ticket]:
    return await feedback.of_author(reader, user_id=user_id, voice=voice, limit=10)


async def owed(reader: Reader, *, chat_id: int) -> list[Ticket]:
    return await feedback.unsettled(reader, chat_id=chat_id, limit=20)


async def block(unit: Unit, one: Ticket, *, now: int) -> bool:
    """Whether there was a voice to block; whose it is nobody learns."""
    if not one.voice:
        return False
    await feedback.block(unit, chat_id=one.chat_id, voice=one.voice, now=now)
    return True


async def rate(unit: Unit, number: int, *, score: int) -> bool:
    return 1 <= score <= 5 and await feedback.rate(unit, number, score=score)
