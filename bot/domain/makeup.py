"""Making up a missed day: which day it would be, and whether it may be; what it does to a streak is check-in's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.checkin import Calendar, Mark
from bot.domain.refusals import Refusal

REACH = 31
"""Days back that can still be made up."""

MOST_HELD = 3
"""Cards a member can save up."""


@dataclass(frozen=True, slots=True)
class MakeupRule:
    """`price` in points without a card (0: not for sale), days a month, and a card for each `every` days in a row."""

    price: int = 50
    monthly: int = 3
    every: int = 7

    @property
    def is_on(self) -> bool:
        return self.monthly > 0 and (self.price > 0 or self.every > 0)

    def brings_card(self, streak: int) -> bool:
        return self.monthly > 0 and self.every > 0 and streak % self.every == 0


class MakeupRefusal(Refusal):
    """A day cannot be made up."""


class MakeupOff(MakeupRefusal):
    key = "makeup.off"


class NothingMissed(MakeupRefusal):
    key = "makeup.nothing_missed"


class MakeupCap(MakeupRefusal):
    """`most`."""

    key = "makeup.cap"


class CannotBuy(MakeupRefusal):
    """`price`, `balance`."""

    key = "makeup.cannot_buy"


class NoCard(MakeupRefusal):
    """`every`."""

    key = "makeup.no_card"


def missed(marks: Sequence[Mark], *, at: int, joined_at: int, calendar: Calendar) -> int | None:
    """The latest day before today without a check-in, since the member joined and within reach."""
    today = calendar.day_of(at)
    done = {mark.day for mark in marks if mark.calendar == calendar} | {calendar.day_of(mark.at) for mark in marks}
    first = max(calendar.day_of(joined_at), today - REACH)
    days = (day for day in range(today - 1, first - 1, -1) if day not in done and calendar.begins(day) is not None)
    return next(days, None)


def check_makeup(rule: MakeupRule, *, used: int, held: int, balance: int) -> None:
    """`used`: days of that month already made up."""
    if not rule.is_on:
        raise MakeupOff
    if used >= rule.monthly:
        raise MakeupCap(most=rule.monthly)
    if not held and not rule.price:
        raise NoCard(every=rule.every)
    if not held and balance < rule.price:
        raise CannotBuy(price=rule.price, balance=balance)
