"""Giving feedback and dealing with it: numbers, states, likes, ratings; the words for it are the handlers'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.feedback import (
    A_DAY_MOST,
    FROM,
    MIND_CHANGES,
    TO,
    AdoptedAlready,
    Category,
    Done,
    Mark,
    Move,
    NotSettled,
    RatedForGood,
    Ticket,
    TooMany,
    Transition,
    Unheard,
    UnknownTicket,
    WrongState,
    category_of,
    likest,
)
from bot.domain.people import Person
from bot.domain.points import Actor, OwnGain
from bot.domain.refusals import Key
from bot.services import mint
from bot.services.mint import Payment
from storage import people
from storage.database import Reader, Unit
from storage.feedback import tickets as kept
from storage.feedback import voices
from storage.feedback.tickets import Given

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
    """An action of the desk: by whom, when, in which words."""

    transition: Transition
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
    cuts: frozenset[int],
    about: int,
    once: str,
    at: int,
    due_at: int,
) -> tuple[Ticket, Ticket | None]:
    """The new one, and an earlier one it is very like."""
    user_id, mark = (0, voice.mark) if voice.is_anonymous else (voice.person.id, "")
    if mark and await voices.is_blocked(unit, chat_id=chat_id, voice=mark):
        raise Unheard
    given = await kept.count_since(unit, chat_id=chat_id, user_id=user_id, voice=mark, since=at - _DAY)
    if given >= A_DAY_MOST:
        raise TooMany(most=A_DAY_MOST)
    if user_id:
        await people.keep_people(unit, [voice.person])
    among = await kept.recent(unit, chat_id=chat_id, since=at - _RECENT)
    like, category = likest(words, keywords, among), category_of(words, known, cuts)
    like_id = like.id if like is not None else 0
    number = await kept.give(
        unit,
        Given(chat_id, user_id, mark, voice.sealed, words, keywords, category, about, once, at, due_at, like_id),
    )
    return await ticket(unit, number), like


async def ticket(reader: Reader, number: int) -> Ticket:
    found = await kept.ticket(reader, number)
    if found is None:
        raise UnknownTicket(number=number)
    return found


async def like(reader: Reader, one: Ticket) -> Ticket | None:
    """The earlier one it may be the same as, while that is a question: it may be gone, its author forgotten."""
    return await kept.ticket(reader, one.like_id) if one.like_id and not one.is_over else None


async def move(unit: Unit, number: int, order: Order, *, what: Move) -> tuple[Ticket, int]:
    """The ticket as it is afterwards, and the action's number. Raises WrongState where it does not follow."""
    before = await ticket(unit, number)
    after = await _moved(unit, before, what, at=order.at)
    return after, await _did(unit, before, order)


async def _moved(unit: Unit, before: Ticket, what: Move, *, at: int) -> Ticket:
    if not await kept.move(unit, before.id, to=TO[what], of=FROM[what], now=at):
        raise WrongState(number=before.id, state=Key(f"feedback.state_{before.state}"))
    return await ticket(unit, before.id)


async def add(unit: Unit, own: Ticket, order: Order) -> tuple[Ticket, int]:
    """Its author says more: the ticket that is open for it (what it was joined to, if it was), and the action's number.

    The words stay under the author's own. Raises WrongState.
    """
    at_desk = await ticket(unit, own.merged_id or own.id)
    return await _moved(unit, at_desk, "add", at=order.at), await _did(unit, own, order)


async def mark(unit: Unit, number: int, order: Order, *, what: Mark) -> Ticket | None:
    """The ticket as it is afterwards, None where it was so before. Raises AdoptedAlready, NotSettled, OwnGain."""
    before = await ticket(unit, number)
    if what == "adopt" and before.user_id and before.user_id == order.actor.id:
        raise OwnGain
    if not await kept.mark(unit, number, what, words=order.words, now=order.at):
        if before.state == "merged":
            raise WrongState(number=number, state=Key("feedback.state_merged"))
        if what == "public":
            raise NotSettled(number=number)
        if what == "adopt":
            raise AdoptedAlready(number=number)
        return None
    await _did(unit, before, order)
    return await ticket(unit, number)


async def assign(unit: Unit, number: int, order: Order, *, user_id: int) -> Ticket | None:
    """None where it was theirs before."""
    before = await ticket(unit, number)
    if before.state == "merged":
        raise WrongState(number=number, state=Key("feedback.state_merged"))
    if not await kept.assign(unit, number, user_id=user_id):
        return None
    await _did(unit, before, order)
    return await ticket(unit, number)


async def _did(unit: Unit, one: Ticket, order: Order) -> int:
    done = Done(order.transition, order.actor.id, order.actor.name, order.words, order.at, one.id)
    return await kept.did(unit, done, chat_id=one.chat_id)


async def reward(
    unit: Unit, one: Ticket, *, amount: int, actor: Actor, day: int, now: int, most_a_day: int
) -> int | None:
    """The entry, once for each; an anonymous voice has no account to put it in. Raises what `mint.by_hand` does."""
    if one.is_anonymous or not amount:
        return None
    payment = Payment(
        chat_id=one.chat_id,
        user_id=one.user_id,
        amount=amount,
        key=f"feedback:{one.id}:adopted",
        at=now,
        day=day,
        source=one.id,
    )
    return await mint.by_hand(unit, payment, kind="adopted", hand=actor, most_a_day=most_a_day)


async def join(unit: Unit, number: int, order: Order, *, into: int) -> tuple[Ticket, Ticket]:
    """+1: the one counts as the other from now on, and its author hears what becomes of that.

    What it is joined to is of the same group: any other is as unknown there as one that never was.
    """
    one, target = await ticket(unit, number), await ticket(unit, into)
    if target.merged_id:
        target = await ticket(unit, target.merged_id)
    if target.chat_id != one.chat_id:
        raise UnknownTicket(number=into)
    if target.id == number or target.state in ("closed", "merged"):
        raise WrongState(number=target.id, state=Key(f"feedback.state_{target.state}"))
    await move(unit, number, order, what="merge")
    await kept.join(unit, number, into=target.id)
    return await ticket(unit, number), target


async def everyone(reader: Reader, one: Ticket) -> list[Ticket]:
    """The ticket and all that were merged into it: whose authors are told."""
    return [one, *await kept.merged_into(reader, one.id)]


async def history(reader: Reader, number: int) -> list[Done]:
    """What its author may read of."""
    return await kept.transitions(reader, number)


async def history_at_desk(reader: Reader, number: int) -> list[Done]:
    """With what the authors of those that joined it added."""
    return await kept.transitions_and_added(reader, number)


async def last_answer(reader: Reader, number: int) -> str:
    done = await kept.transitions(reader, number, only=("answer",))
    return done[-1].words if done else ""


async def mine(reader: Reader, *, user_id: int, voice: str) -> list[Ticket]:
    return await kept.of_author(reader, user_id=user_id, voice=voice, limit=10)


async def owed(reader: Reader, *, chat_id: int) -> list[Ticket]:
    return await kept.unsettled(reader, chat_id=chat_id, limit=400)


async def block(unit: Unit, one: Ticket, *, now: int) -> bool:
    """Whether there was a voice to block; whose it is nobody learns."""
    if not one.voice:
        return False
    await voices.block(unit, chat_id=one.chat_id, voice=one.voice, now=now)
    return True


async def rate(unit: Unit, one: Ticket, *, score: int, now: int) -> bool:
    """Whether the score is another one now. Raises RatedForGood a day after the first, WrongState while it is open."""
    if await kept.rate(unit, one.id, score=score, until=now - MIND_CHANGES, now=now):
        return score != one.score
    if one.state != "closed":
        raise WrongState(number=one.id, state=Key(f"feedback.state_{one.state}"))
    raise RatedForGood(number=one.id, score=one.score)


async def due(unit: Unit, number: int, *, at: int, is_said: bool = False) -> None:
    await kept.due(unit, number, at=at, is_said=is_said)
