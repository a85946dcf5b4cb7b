"""When something happens, in epoch seconds: a span from now, a time of day, a day and a time, a feast by the calendar.

A day that was named by today's word never means next year: what has passed is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from bot.domain.day import zone
from bot.domain.grammar.clocks import clocks_in
from bot.domain.grammar.days import Day, read_day
from bot.domain.grammar.reading import NotUnderstood, Reading, Understood
from bot.domain.grammar.script import plain
from bot.domain.grammar.spans import span_in

Calendar: TypeAlias = Callable[[str], int | None]
"""The next moment (epoch seconds) of words that need a calendar: lunar dates, feasts, workdays; None for others."""

FIRST_YEAR, LAST_YEAR = 2000, 2099
_JUST_PASSED = timedelta(days=30)
"""A date without its year that was so lately is rather a slip than next year's."""

_LAST_MINUTE = "23:59"
_AFTER = re.compile(r"(?:in |after )?(?P<span>.+?)(?: ?之后| ?以后| ?后| later| from now)?")
_CLOCK_OF_HOURS = re.compile(r"\d{1,2}时\d{1,2}分?")


@dataclass(frozen=True, slots=True)
class Here:
    """When (epoch seconds) and where something is written; without a calendar no feasts are known."""

    now: int
    timezone: str
    calendar: Calendar | None = None


def read_moment(words: str, here: Here) -> Reading[int]:
    written = plain(words)
    match = _AFTER.fullmatch(written)
    span = span_in(written) or (span_in(match["span"]) if match else None)
    if span and not _CLOCK_OF_HOURS.fullmatch(written):
        return _within_reach(here.now + span, words, here)
    wall = datetime.fromtimestamp(here.now, zone(here.timezone)).replace(tzinfo=None)
    for words_of_day, minute in clocks_in(written):
        day = read_day(words_of_day, wall.date())
        if day is not None:
            at = _next(day, minute, wall)
            if at is None:
                return NotUnderstood("passed", words)
            return _within_reach(_instant(at, here.timezone), words, here)
    reckoned = here.calendar(written) if here.calendar is not None else None
    return _within_reach(reckoned, words, here) if reckoned is not None else NotUnderstood("moment", words)


def read_deadline(words: str, here: Here) -> Reading[int]:
    """A moment by which something is to be; a day without a time counts to its last minute."""
    reading = read_moment(words, here)
    if not isinstance(reading, NotUnderstood) or reading.kind != "moment" or not words.strip():
        return reading
    by_day = read_moment(f"{words} {_LAST_MINUTE}", here)
    return reading if isinstance(by_day, NotUnderstood) and by_day.kind == "moment" else by_day


def wall_in(words: str) -> datetime | None:
    """The date with its year and the time of day that words name, by whatever clock they are meant."""
    written = plain(words)
    for words_of_day, minute in clocks_in(written):
        day = read_day(words_of_day, date.min)
        if day is not None and day.returns == "never" and FIRST_YEAR <= day.on.year <= LAST_YEAR:
            return _at(day.on, minute)
    return None


def _within_reach(at: int, words: str, here: Here) -> Reading[int]:
    try:
        is_near = FIRST_YEAR <= datetime.fromtimestamp(at, zone(here.timezone)).year <= LAST_YEAR
    except (ValueError, OverflowError, OSError):
        is_near = False
    return Understood(at) if is_near else NotUnderstood("moment", words)


def _next(day: Day, minute: int, wall: datetime) -> datetime | None:
    """The first such moment after `wall`; None where it has passed for good."""
    at = _at(day.on, minute)
    if at > wall:
        return at
    match day.returns:
        case "never":
            return None
        case "daily":
            return at + timedelta(days=1)
        case "weekly":
            return at + timedelta(days=7)
        case "monthly":
            return _at(_a_month_later(day.on), minute)
        case "yearly":
            return None if wall - at < _JUST_PASSED else _at(_a_year_later(day.on), minute)


def _at(day: date, minute: int) -> datetime:
    """24:00 is the next day's midnight."""
    return datetime.combine(day, time.min) + timedelta(minutes=minute)


def _a_year_later(day: date) -> date:
    for year in range(day.year + 1, day.year + 9):
        try:
            return day.replace(year=year)
        except ValueError:
            continue
    return day


def _a_month_later(day: date) -> date:
    """The next month that has such a day."""
    for months in (1, 2):
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        try:
            return day.replace(year=year, month=month + 1)
        except ValueError:
            continue
    return day


def _instant(wall: datetime, timezone: str) -> int:
    """One that a change of clocks leaves out is as much later as they move; of one that comes twice, the first."""
    return int(wall.replace(tzinfo=zone(timezone), fold=0).timestamp())
