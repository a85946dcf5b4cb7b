"""Making up a missed day with a card or for points: the streak grows together again, that day itself pays nothing."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.checkin import Calendar, Mark, Rule, streak_before
from bot.domain.makeup import (
    MOST_HELD,
    REACH,
    CannotBuy,
    MakeupRule,
    NothingMissed,
    check_makeup,
    missed,
)
from bot.domain.points import SHOP, Actor, Posting, month_of
from bot.services import checkin
from storage import checkin as days
from storage import makeup as kept
from storage.database import Reader, Unit
from storage.points import ledger


@dataclass(frozen=True, slots=True)
class Member:
    """Who asks, where, and when (epoch seconds) by which calendar; `key` is the turn's own."""

    chat_id: int
    user_id: int
    name: str
    at: int
    calendar: Calendar
    key: str


@dataclass(frozen=True, slots=True)
class Offer:
    """The day that can be made up; with a card, or at this price (0: with one of `held` cards)."""

    day: int
    held: int
    price: int


@dataclass(frozen=True, slots=True)
class MadeUp:
    """`streak` is that of today after it; `late` was owed for the days that moved up; `price` was paid."""

    day: int
    streak: int
    late: int
    price: int


async def offer(reader: Reader, member: Member, rule: MakeupRule) -> Offer:
    joined = await kept.joined_at(reader, chat_id=member.chat_id, user_id=member.user_id)
    today = member.calendar.day_of(member.at)
    marks = await days.marks_since(reader, chat_id=member.chat_id, user_id=member.user_id, day=today - REACH)
    since = joined if joined is not None else member.at
    day = missed(marks, at=member.at, joined_at=since, calendar=member.calendar)
    if day is None:
        raise NothingMissed
    first = month_of(day)
    used = await kept.used(
        reader, chat_id=member.chat_id, user_id=member.user_id, first=first, last=month_of(first + 31) - 1
    )
    held = await kept.held(reader, chat_id=member.chat_id, user_id=member.user_id)
    balance = await ledger.balance(reader, chat_id=member.chat_id, user_id=member.user_id)
    check_makeup(rule, used=used, held=held, balance=balance)
    return Offer(day, held, 0 if held else rule.price)


async def make_up(unit: Unit, member: Member, rule: MakeupRule, *, pay_rule: Rule, day: int, price: int) -> MadeUp:
    """The day and price must be those on offer now: an old button takes neither another day nor another price."""
    now = await offer(unit, member, rule)
    begins = member.calendar.begins(day)
    if (now.day, now.price) != (day, price) or begins is None:
        raise NothingMissed
    await _pay(unit, member, price=price)
    marks = await days.marks_around(unit, chat_id=member.chat_id, user_id=member.user_id, day=day)
    mark = Mark(begins, day, member.calendar, streak_before(marks, at=begins, calendar=member.calendar) + 1)
    calendar_id = await days.keep_calendar(unit, member.calendar)
    dry = await days.dry(unit, chat_id=member.chat_id, user_id=member.user_id)
    if not await days.keep(
        unit,
        mark,
        chat_id=member.chat_id,
        user_id=member.user_id,
        calendar_id=calendar_id,
        dry=dry,
        is_made_up=True,
    ):
        raise NothingMissed
    late = await checkin.joined(
        unit,
        mark,
        chat_id=member.chat_id,
        user_id=member.user_id,
        rule=pay_rule,
        at=member.at,
        key=f"{member.key}:late",
    )
    streak = await checkin.streak(
        unit, chat_id=member.chat_id, user_id=member.user_id, at=member.at, calendar=member.calendar
    )
    return MadeUp(day, streak, late, price)


async def _pay(unit: Unit, member: Member, *, price: int) -> None:
    if not price:
        if not await kept.use_card(unit, chat_id=member.chat_id, user_id=member.user_id):
            raise NothingMissed
        return
    posting = Posting(
        chat_id=member.chat_id,
        from_account=member.user_id,
        to_account=SHOP,
        amount=price,
        kind="makeup",
        actor=Actor(member.user_id, member.name),
        key=f"{member.key}:makeup",
        at=member.at,
        day=member.calendar.day_of(member.at),
    )
    if await ledger.post(unit, posting) is None:
        balance = await ledger.balance(unit, chat_id=member.chat_id, user_id=member.user_id)
        raise CannotBuy(price=price, balance=balance)


async def joined_on(reader: Reader, *, chat_id: int, user_id: int, calendar: Calendar) -> int:
    """The local day on which the member came or was first seen; 0 for one not seen yet."""
    at = await kept.joined_at(reader, chat_id=chat_id, user_id=user_id)
    return 0 if at is None else calendar.day_of(at)


async def bring_card(unit: Unit, rule: MakeupRule, *, chat_id: int, user_id: int, streak: int) -> bool:
    """Whether a check-in brought a card."""
    return rule.brings_card(streak) and await kept.add_card(unit, chat_id=chat_id, user_id=user_id, most=MOST_HELD)
