"""Grants to many at once, and of more than one moderator gives alone: shown first, then given once by a press."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.domain.grants import (
    MOST_PEOPLE,
    NobodyThere,
    NoSuchCrowd,
    NothingToTakeBack,
    TooMany,
    TopicNotHeard,
    UndoneAlready,
    Waiting,
    Wish,
    is_enough,
    needed,
)
from bot.domain.mint import check_receiver
from bot.domain.people import Person
from bot.domain.points import (
    ANONYMOUS,
    UNDO_WINDOW,
    Actor,
    Entry,
    UndoTooLate,
    check_allowance,
)
from bot.domain.refusals import OldButton
from bot.services import mint
from bot.services.mint import Payment
from bot.services.points import Order, reverse_of
from storage import grants, people, polls
from storage.database import Reader, Unit
from storage.points import ledger


@dataclass(frozen=True, slots=True)
class Limits:
    """What a moderator gives in a day, and alone at once (0: any number)."""

    daily: int
    alone: int


@dataclass(frozen=True, slots=True)
class Given:
    """How many members got it, and the numbers of the first and last entry."""

    people: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TakenBack:
    """From how many members and how many points; from how many not; the grant's first and last entry."""

    people: int
    total: int
    left: int
    first: int
    last: int


async def poll_number(reader: Reader, *, chat_id: int, poll_id: str) -> int:
    return await grants.poll_number(reader, chat_id=chat_id, poll_id=poll_id)


async def post_name(reader: Reader, *, chat_id: int, message_id: int) -> str:
    return await grants.post_name(reader, chat_id=chat_id, message_id=message_id)


async def is_counted(reader: Reader, wish: Wish, *, chat_id: int) -> bool:
    """Whether the store tells who that crowd is."""
    return await grants.is_known(reader, wish, chat_id=chat_id)


async def propose(
    unit: Unit,
    order: Order,
    wish: Wish,
    *,
    limits: Limits,
    to: Person | None = None,
    recent: Collection[int] = (),
) -> Waiting:
    """Write down what is to be confirmed, and for whom: `to`, `recent`, or the crowd as it is now.

    The asker is left out.
    """
    if wish.crowd != "one" and not recent and not await is_counted(unit, wish, chat_id=order.chat_id):
        raise TopicNotHeard if wish.crowd == "topic" else NoSuchCrowd
    first = 0 if order.actor.is_anonymous else order.actor.id
    number = await grants.add(
        unit,
        wish,
        chat_id=order.chat_id,
        by=(order.actor.id, order.actor.name),
        first_id=first,
        at=order.at,
        key=order.key,
    )
    if number is None:
        raise OldButton
    if to is not None:
        check_receiver(order.actor, to.id)
        await people.keep_people(unit, [to])
        await grants.add_one(unit, number=number, user_id=to.id)
    elif recent or wish.crowd == "poll":
        people_of = recent or await _voters(unit, wish, chat_id=order.chat_id)
        receivers = [each for each in people_of if each != order.actor.id]
        await grants.add_present(unit, number=number, chat_id=order.chat_id, people=receivers)
    else:
        besides, chat_id = order.actor.id, order.chat_id
        await grants.add_crowd(unit, wish, number=number, chat_id=chat_id, besides=besides, now=order.at, day=order.day)
    return await _checked(unit, order, number, limits=limits)


async def _voters(reader: Reader, wish: Wish, *, chat_id: int) -> list[int]:
    """Whoever chose something that still stands: an option may have been taken away."""
    poll = await polls.poll(reader, number=wish.number, chat_id=chat_id)
    cast = await polls.ballots(reader, poll_id=poll.poll_id) if poll is not None else []
    return [each.voter_id for each in cast if each.voter_id > 0 and each.options]


async def _checked(unit: Unit, order: Order, number: int, *, limits: Limits) -> Waiting:
    grant = await _found(unit, number=number, chat_id=order.chat_id)
    if not grant.people:
        raise NobodyThere
    if grant.people > MOST_PEOPLE:
        raise TooMany(most=MOST_PEOPLE, number=grant.people)
    moved = await mint.moved_by_hand(unit, chat_id=order.chat_id, hand=order.actor, day=order.day)
    check_allowance(amount=grant.total, moved_today=moved, most_a_day=limits.daily)
    await grants.set_needs(unit, number=number, needs=needed(grant.total, alone=limits.alone))
    return await _found(unit, number=number, chat_id=order.chat_id)


async def waiting(reader: Reader, *, number: int, chat_id: int) -> Waiting:
    return await _found(reader, number=number, chat_id=chat_id)


async def _found(reader: Reader, *, number: int, chat_id: int) -> Waiting:
    grant = await grants.waiting(reader, number=number, chat_id=chat_id)
    if grant is None:
        raise OldButton
    return grant


async def target(reader: Reader, grant: Waiting) -> Person:
    """The one member it is for."""
    one = (await grants.people(reader, number=grant.id) or [0])[0]
    return await people.person(reader, user_id=one) or Person(one, "")


async def confirm(unit: Unit, grant: Waiting, *, by: Person, at: int, day: int, limits: Limits) -> Given | None:
    """None where another moderator has to press too. Nobody who stands for it gets any of it."""
    target_id = (await target(unit, grant)).id if grant.wish.crowd == "one" else 0
    if not is_enough(grant, presser=by.id, target=target_id):
        if not await grants.stand(unit, number=grant.id, user_id=by.id):
            raise OldButton
        return None
    receivers = await grants.people(unit, number=grant.id, besides=(grant.by_id, grant.first_id, by.id))
    if not receivers:
        raise NobodyThere
    if not await grants.end(unit, number=grant.id, state="done"):
        raise OldButton
    hand = Actor(grant.by_id, grant.by_name, grant.by_id == ANONYMOUS)
    moved = await mint.moved_by_hand(unit, chat_id=grant.chat_id, hand=hand, day=day)
    check_allowance(amount=grant.wish.amount * len(receivers), moved_today=moved, most_a_day=limits.daily)
    payments = [_payment(grant, each, at=at, day=day) for each in receivers]
    # For one member whoever pressed, who is not that one, stands for a hidden hand; of many it may be any.
    await mint.many_by_hand(unit, payments, hand=hand, most_a_day=limits.daily, is_vouched=grant.wish.crowd == "one")
    people, first, last = await grants.given(unit, number=grant.id, chat_id=grant.chat_id)
    if not people:
        raise NobodyThere
    return Given(people, first, last)


def _payment(grant: Waiting, user_id: int, *, at: int, day: int) -> Payment:
    return Payment(
        chat_id=grant.chat_id,
        user_id=user_id,
        amount=grant.wish.amount,
        key=f"grant:{grant.id}:{user_id}",
        at=at,
        day=day,
        source=grant.id,
        reason=grant.wish.reason,
    )


async def require_undoable(reader: Reader, *, number: int, chat_id: int, at: int) -> list[Entry]:
    """The entries of a grant that can be taken back still; refused once it was, and after the window."""
    entries = await ledger.keyed(reader, chat_id=chat_id, prefix=f"grant:{number}")
    if not entries:
        raise OldButton
    if await ledger.keyed(reader, chat_id=chat_id, prefix=f"ungrant:{number}"):
        raise UndoneAlready
    if at > entries[0].at + UNDO_WINDOW:
        raise UndoTooLate(entry=entries[0].id, days=UNDO_WINDOW // 86400)
    return entries


async def take_back(unit: Unit, order: Order, *, number: int) -> TakenBack:
    """From everybody who still has as many points and from whom it was not taken back yet; the others keep theirs."""
    entries = await require_undoable(unit, number=number, chat_id=order.chat_id, at=order.at)
    # Who asked to be forgotten has no account any more. Who has too little is left out by the statement itself.
    theirs = [each for each in entries if each.to_account > 0 and not each.undone_by]
    back = [reverse_of(each, replace(order, key=f"ungrant:{number}:{each.id}")) for each in theirs]
    await ledger.post_all(unit, back)
    done = await ledger.keyed(unit, chat_id=order.chat_id, prefix=f"ungrant:{number}")
    if not done:
        raise NothingToTakeBack
    total = sum(each.amount for each in done)
    return TakenBack(len(done), total, len(entries) - len(done), entries[0].id, entries[-1].id)


async def drop(unit: Unit, *, number: int) -> bool:
    """Whether it still waited."""
    return await grants.end(unit, number=number, state="dropped")
