"""Entering and leaving: conditions judged, the price taken and given back; one short transaction each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.domain.checkin import Calendar
from bot.domain.lottery.draw import pseudonym_of
from bot.domain.lottery.refusals import AlreadyIn, CannotPay, Full, NotIn, NotOpen, WonLately, check_fit
from bot.domain.lottery.terms import Lottery
from bot.domain.people import Person
from bot.domain.points import STAKES, Actor, Posting
from bot.services.lottery.opening import lottery_of
from storage.database import Reader, Unit
from storage.lottery import entries, facts, lotteries, places
from storage.points import ledger


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who does it, when (epoch seconds), by which calendar, and the turn's own key."""

    person: Person
    at: int
    calendar: Calendar
    key: str


@dataclass(frozen=True, slots=True)
class Entered:
    """`lottery` as it is now, `code` the member's pseudonym, and how many tickets they have."""

    lottery: Lottery
    code: str
    tickets: int


async def enter(
    unit: Unit, attempt: Attempt, *, lottery_id: int, chat_id: int, is_in: Mapping[int, bool] | None = None
) -> Entered:
    """`is_in`: of other chats that conditions name, whether Telegram says the person is a member.

    Raises the refusal of whatever stands in the way; the price is taken with the entry or neither is.
    """
    lottery = await lottery_of(unit, lottery_id=lottery_id, chat_id=chat_id)
    if lottery.state != "open":
        raise NotOpen(id=lottery_id)
    terms, user_id = lottery.terms, attempt.person.id
    mine = await entries.entry(unit, lottery_id=lottery_id, user_id=user_id)
    if mine is not None and mine.tickets >= terms.tickets:
        raise AlreadyIn(code=mine.pseudonym)
    await _check(unit, lottery, attempt, is_in=is_in or {})
    if mine is None:
        code = pseudonym_of((await lotteries.sealed(unit, id=lottery_id)).salt, user_id)
        done = await entries.enter(
            unit,
            lottery_id=lottery_id,
            user_id=user_id,
            pseudonym=code,
            paid=terms.price,
            most=terms.people,
            at=attempt.at,
        )
    else:
        code = mine.pseudonym
        done = await entries.add_ticket(
            unit, lottery_id=lottery_id, user_id=user_id, paid=terms.price, most=terms.tickets
        )
    if not done:
        raise Full(id=lottery_id)
    await _pay(unit, lottery, attempt)
    now = await lottery_of(unit, lottery_id=lottery_id, chat_id=chat_id)
    return Entered(now, code, mine.tickets + 1 if mine else 1)


async def _check(unit: Unit, lottery: Lottery, attempt: Attempt, *, is_in: Mapping[int, bool]) -> None:
    terms, user_id = lottery.terms, attempt.person.id
    if terms.rest and await places.won_lately(
        unit, chat_id=lottery.chat_id, before=lottery.id, last=terms.rest, user_id=user_id
    ):
        raise WonLately(rest=terms.rest)
    day = attempt.calendar.day_of(attempt.at)
    for condition in terms.conditions:
        has = await facts.measured(unit, condition, user_id=user_id, chat_id=lottery.chat_id, now=attempt.at, day=day)
        check_fit(condition, max(has, int(is_in.get(condition.where, False))) if condition.where else has)


async def _pay(unit: Unit, lottery: Lottery, attempt: Attempt) -> None:
    price = lottery.terms.price
    if not price:
        return
    posting = Posting(
        chat_id=lottery.chat_id,
        from_account=attempt.person.id,
        to_account=STAKES,
        amount=price,
        kind="stake",
        actor=Actor(attempt.person.id, attempt.person.name),
        key=f"lottery:{lottery.id}:stake:{attempt.key}",
        at=attempt.at,
        day=attempt.calendar.day_of(attempt.at),
        source=lottery.id,
    )
    if await ledger.post(unit, posting) is None:
        balance = await ledger.balance(unit, chat_id=lottery.chat_id, user_id=attempt.person.id)
        raise CannotPay(price=price, balance=balance, missing=price - balance)


async def leave(unit: Unit, attempt: Attempt, *, lottery_id: int, chat_id: int) -> tuple[Lottery, int]:
    """The lottery as it is now, and what was given back."""
    mine = await entries.entry(unit, lottery_id=lottery_id, user_id=attempt.person.id)
    if mine is None:
        raise NotIn
    if not await entries.leave(unit, lottery_id=lottery_id, user_id=attempt.person.id):
        raise NotOpen(id=lottery_id)
    if mine.paid:
        posting = Posting(
            chat_id=chat_id,
            from_account=STAKES,
            to_account=attempt.person.id,
            amount=mine.paid,
            kind="unstake",
            actor=Actor(attempt.person.id, attempt.person.name),
            key=f"lottery:{lottery_id}:leave:{attempt.key}",
            at=attempt.at,
            day=attempt.calendar.day_of(attempt.at),
            source=lottery_id,
        )
        await ledger.post(unit, posting)
    return await lottery_of(unit, lottery_id=lottery_id, chat_id=chat_id), mine.paid


async def entered_by(reader: Reader, *, user_id: int) -> list[Lottery]:
    """Open ones that they are in, of whatever group."""
    return await lotteries.entered_by(reader, user_id=user_id)


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's own number, their tickets, and how they stand."""

    code: str
    tickets: int
    what: Literal["in", "unfit", "lost", "reserve", "won", "claimed", "lapsed", "passed"]


async def standing(reader: Reader, *, lottery_id: int, user_id: int) -> Standing | None:
    """Until the draw is announced one is merely in: what was drawn is told to everybody at once."""
    lottery = await lotteries.lottery(reader, id=lottery_id)
    mine = await entries.entry(reader, lottery_id=lottery_id, user_id=user_id)
    if lottery is None or mine is None:
        return None
    if not mine.is_fit:
        return Standing(mine.pseudonym, mine.tickets, "unfit")
    if lottery.state not in ("announced", "settled"):
        return Standing(mine.pseudonym, mine.tickets, "in")
    place = await places.of_member(reader, lottery_id=lottery_id, user_id=user_id)
    return Standing(mine.pseudonym, mine.tickets, place.state if place else "lost")
