"""Checking in: decide the day and the streak, keep the day, pay for it; the words for it are the handler's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.checkin import (
    Calendar,
    Mark,
    Pay,
    Rule,
    Today,
    luck_of,
    owed_for,
    pay,
    run_after,
    streak_before,
    todays,
)
from bot.domain.points import month_of
from bot.services import mint
from bot.services.mint import Payment
from storage import checkin as kept
from storage import queues
from storage.database import Reader, Unit
from storage.queues import Timer


@dataclass(frozen=True, slots=True)
class CheckedIn:
    streak: int
    pay: Pay
    balance: int
    score: int


@dataclass(frozen=True, slots=True)
class CheckedInBefore:
    """`next_at`: when the next local day begins (epoch seconds)."""

    streak: int
    next_at: int


async def check_in(
    unit: Unit, *, chat_id: int, user_id: int, at: int, calendar: Calendar, rule: Rule, key: str
) -> CheckedIn | CheckedInBefore:
    """`at` is the message's own time, whenever it is dealt with; `key` keeps a repeated turn from paying twice."""
    day = calendar.day_of(at)
    page = await kept.page(unit, chat_id=chat_id, user_id=user_id, day=day, calendar=calendar)
    done = todays(page.marks, at=at, calendar=calendar)
    if done is not None:
        return CheckedInBefore(done.streak, calendar.ends(at))
    mark = Mark(at, day, calendar, streak_before(page.marks, at=at, calendar=calendar) + 1)
    chance = luck_of(chat_id, user_id, day, secret=page.secret)
    won = pay(rule, streak=mark.streak, chance=chance, dry=page.dry)
    calendar_id = page.calendar_id or await kept.keep_calendar(unit, calendar)
    dry = 0 if won.lucky else page.dry + 1
    if not await kept.keep(
        unit, mark, chat_id=chat_id, user_id=user_id, calendar_id=calendar_id, lucky=won.lucky, dry=dry
    ):
        return CheckedInBefore(mark.streak, calendar.ends(at))
    if run_after(page.marks, at=at, calendar=calendar):
        won = replace(won, late=await _join(unit, mark, chat_id=chat_id, user_id=user_id, rule=rule))
    if won.total:
        payment = _payment(mark, chat_id=chat_id, user_id=user_id, amount=won.total, key=key)
        await mint.by_rule(unit, payment, kind="checkin")
    first = _first(mark, chat_id=chat_id, user_id=user_id, amount=rule.first)
    if rule.first and await mint.by_rule(unit, first, kind="first"):
        won = replace(won, first=rule.first)
    return CheckedIn(mark.streak, won, page.balance + won.total, page.score + won.total)


async def _join(unit: Unit, mark: Mark, *, chat_id: int, user_id: int, rule: Rule) -> int:
    """A day told late stands in front of days already counted: they move up, and what they pay more is owed."""
    marks = await kept.marks_since(unit, chat_id=chat_id, user_id=user_id, day=mark.day)
    run = run_after(marks, at=mark.at, calendar=mark.calendar)
    if not run:
        return 0
    await kept.lengthen(unit, run, chat_id=chat_id, user_id=user_id, by=mark.streak)
    return owed_for(run, by=mark.streak, rule=rule)


async def joined(unit: Unit, mark: Mark, *, chat_id: int, user_id: int, rule: Rule, at: int, key: str) -> int:
    """A day kept at `at` by other means than a message: what the days after it are owed, paid to the member."""
    late = await _join(unit, mark, chat_id=chat_id, user_id=user_id, rule=rule)
    if late > 0:
        payment = _payment(mark, chat_id=chat_id, user_id=user_id, amount=late, key=key)
        await mint.by_rule(unit, replace(payment, source=0, at=at, day=mark.calendar.day_of(at)), kind="late")
    return late


def _payment(mark: Mark, *, chat_id: int, user_id: int, amount: int, key: str) -> Payment:
    return Payment(
        chat_id=chat_id,
        user_id=user_id,
        amount=amount,
        key=key,
        at=mark.at,
        day=mark.day,
        source=mark.streak,
    )


def _first(mark: Mark, *, chat_id: int, user_id: int, amount: int) -> Payment:
    """For the first of the whole group's day: the ledger takes its key once."""
    key = f"first:{mark.calendar.timezone}:{mark.calendar.starts_at}:{mark.day}"
    return replace(_payment(mark, chat_id=chat_id, user_id=user_id, amount=amount, key=key), source=0)


async def days_of_month(reader: Reader, *, chat_id: int, user_id: int, day: int) -> dict[int, bool]:
    """Of the month that holds `day`: local days with a check-in, and whether each was made up."""
    first = month_of(day)
    return await kept.days_between(reader, chat_id=chat_id, user_id=user_id, first=first, last=day)


async def today(reader: Reader, *, chat_id: int, day: int, most: int) -> Today | None:
    return await kept.today(reader, chat_id=chat_id, day=day, most=most)


async def set_board_timer(unit: Unit, kind: str, *, chat_id: int, topic: int, at: int) -> None:
    """One that waits already stays as it is: it tells of this check-in too."""
    await queues.set_timers_once(unit, [Timer(kind, str(chat_id), chat_id, at, str(topic))])


async def begins_board(unit: Unit, *, chat_id: int, name: str) -> bool:
    return await kept.begins_board(unit, chat_id=chat_id, name=name)


async def streak(reader: Reader, *, chat_id: int, user_id: int, at: int, calendar: Calendar) -> int:
    """Days in a row up to today, or up to yesterday while today is still open."""
    marks = await kept.marks_around(reader, chat_id=chat_id, user_id=user_id, day=calendar.day_of(at))
    done = todays(marks, at=at, calendar=calendar)
    return done.streak if done else streak_before(marks, at=at, calendar=calendar)
