"""Check-in rules: which local day a moment counts for, how long the streak is, what is paid; nothing is stored here.

A change of zone or roll-over neither loses nor doubles a day:
- "done today" asks whether an earlier check-in's moment lies within the current local day of the calendar now in force,
  not whether its old ordinal is the same;
- a streak goes on when the last check-in was yesterday by the calendar now in force, or by the one it was made under.
"""

from __future__ import annotations

import hmac
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.day import local_day

WINDOW = 4
"""Days around an ordinal within which a check-in can be its neighbour: zones lie 26 hours apart, roll-overs 24."""

_EPOCH = 719163
"""The proleptic ordinal of 1970-01-01."""

_LONGEST_DAY = 50 * 3600
"""Seconds no local day lasts."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a local day goes by; `starts_at` in minutes after midnight."""

    timezone: str
    starts_at: int = 0

    def day_of(self, at: int) -> int:
        """Proleptic ordinal of the local day of a moment (epoch seconds)."""
        return local_day(at, self.timezone, starts_at=self.starts_at)

    def ends(self, at: int) -> int:
        """When the next local day begins, in epoch seconds."""
        return at + bisect_right(range(at, at + _LONGEST_DAY), self.day_of(at), key=self.day_of)

    def begins(self, day: int) -> int | None:
        """The first moment of a local day (epoch seconds); None for a day that the zone skipped."""
        around = range((day - _EPOCH - 2) * 86400, (day - _EPOCH + 3) * 86400)
        found = around[bisect_left(around, day, key=self.day_of)]
        return found if self.day_of(found) == day else None

    def day_before(self, at: int) -> int:
        """The local day that came before that of `at`: not always the ordinal before, some zones have skipped a day."""
        before = range(at - _LONGEST_DAY, at)
        return self.day_of(before[bisect_left(before, self.day_of(at), key=self.day_of) - 1])


@dataclass(frozen=True, slots=True)
class Mark:
    """A check-in of the past: its moment, the day it counted for, and by which calendar."""

    at: int
    day: int
    calendar: Calendar
    streak: int


@dataclass(frozen=True, slots=True)
class Seen:
    """Who checked in, as a board tells it; the name is empty for whoever wishes to stand on no board."""

    name: str
    streak: int


@dataclass(frozen=True, slots=True)
class Today:
    """How many checked in on a day, who was first, and who came last, the latest first."""

    number: int
    first: Seen
    latest: list[Seen]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a check-in pays, by the group's settings; `lucky_chance` from 0 to 1.

    At the latest every `pity`-th check-in is lucky (0: luck alone decides); `first` goes to the first of a day.
    """

    reward: int = 10
    step: int = 1
    cap: int = 7
    seventh_day_bonus: int = 20
    lucky_chance: float = 0.0
    pity: int = 0
    first: int = 0


@dataclass(frozen=True, slots=True)
class Pay:
    base: int
    steps: int = 0
    bonus: int = 0
    lucky: int = 0
    late: int = 0
    first: int = 0

    @property
    def total(self) -> int:
        return self.base + self.steps + self.bonus + self.lucky + self.late + self.first


def pay(rule: Rule, *, streak: int, chance: float = 1.0, dry: int = 0) -> Pay:
    """What the `streak`-th day in a row pays; a lucky one doubles the reward with its steps.

    `chance` below `rule.lucky_chance` is lucky, and so is the day after too many check-ins without luck (`dry`).
    """
    steps = rule.step * min(streak - 1, rule.cap)
    bonus = rule.seventh_day_bonus if streak % 7 == 0 else 0
    is_pitied = rule.lucky_chance > 0 and 0 < rule.pity <= dry + 1
    lucky = rule.reward + steps if chance < rule.lucky_chance or is_pitied else 0
    return Pay(rule.reward, steps, bonus, lucky)


def luck_of(chat_id: int, user_id: int, day: int, *, secret: str) -> float:
    """A number from 0 up to 1, the same however often a day is reckoned anew: a crash cannot change anyone's luck.

    `secret` is the store's own, so that nobody can reckon lucky days ahead.
    """
    digest = hmac.digest(secret.encode(), f"lucky:{chat_id}:{user_id}:{day}".encode(), "sha256")
    return int.from_bytes(digest[:7]) / 2**56


def todays(marks: Sequence[Mark], *, at: int, calendar: Calendar) -> Mark | None:
    """The check-in already made within the local day of `at`."""
    today = calendar.day_of(at)
    for mark in marks:
        same_book = mark.calendar == calendar and mark.day == today
        if same_book or calendar.day_of(mark.at) == today:
            return mark
    return None


def streak_before(marks: Sequence[Mark], *, at: int, calendar: Calendar) -> int:
    """How many days in a row end with yesterday; 0 where yesterday has none."""
    earlier = [mark for mark in marks if calendar.day_of(mark.at) < calendar.day_of(at)]
    if not earlier:
        return 0
    last = max(earlier, key=lambda mark: mark.at)
    return last.streak if _is_next(last, at=at, calendar=calendar) else 0


def _is_next(last: Mark, *, at: int, calendar: Calendar) -> bool:
    day = calendar.day_of(last.at)
    if calendar.day_of(at) - day <= 1 or last.calendar.day_of(at) - last.day <= 1:
        return True
    return calendar.day_before(at) == day


def run_after(marks: Sequence[Mark], *, at: int, calendar: Calendar) -> list[Mark]:
    """Days in a row that a late check-in now stands in front of: they began anew only because it was not yet known."""
    later = sorted((mark for mark in marks if calendar.day_of(mark.at) > calendar.day_of(at)), key=lambda mark: mark.at)
    if not later or later[0].streak != 1 or calendar.day_of(later[0].at) != calendar.day_of(at) + 1:
        return []
    run = later[:1]
    for mark in later[1:]:
        if mark.streak != run[-1].streak + 1:
            break
        run.append(mark)
    return run


def owed_for(run: Sequence[Mark], *, by: int, rule: Rule) -> int:
    """What the days of a run pay more now that each is `by` days further on: never less than nothing in all."""
    return sum(pay(rule, streak=mark.streak + by).total - pay(rule, streak=mark.streak).total for mark in run)
