"""Days that no crontab can name: lunar dates, solar terms, mainland workdays with make-up days.

borax and chinesecalendar are imported at the first use: most files name no such day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from bot.domain.schedule.when import Dates

_LAST_YEAR = 2099
"""The last whose lunar months are known."""


def days_from(dates: Dates, first: date) -> Iterator[date]:
    """The days meant, from `first` on, in order."""
    if dates.days in ("workday", "day_off"):
        yield from _workdays(first, is_off=dates.days == "day_off")
        return
    shift = timedelta(days=dates.shift)
    for year in range(first.year - 1, _LAST_YEAR + 1):
        found = _of_year(dates, year)
        if found is not None and found + shift >= first:
            yield found + shift


def _of_year(dates: Dates, year: int) -> date | None:
    if dates.days == "term":
        return term(dates.name, year)
    if dates.days == "solar":
        return date(year, dates.month, dates.day)
    return lunar(year, dates.month, dates.day)


@cache
def lunar(year: int, month: int, day: int) -> date:
    """The common date of a day of the lunar year; where a month has 29 days, its 30th is the 29th."""
    from borax.calendars.lunardate import LCalendars, LunarDate

    length = int(LCalendars.ndays(year, month))
    return LunarDate(year, month, min(day, length)).to_solar_date()  # type: ignore[no-any-return]


@cache
def term(name: str, year: int) -> date:
    """The day of a solar term, such as 清明."""
    from borax.calendars.lunardate import TermUtils

    return TermUtils.nth_term_day(year, TermUtils.name2index(name))  # type: ignore[no-any-return]


def lunar_name(day: date) -> str:
    """Such as 八月十五."""
    from borax.calendars.lunardate import LunarDate

    found = LunarDate.from_solar_date(day.year, day.month, day.day)
    return f"{'闰' if found.leap else ''}{found.cn_month}月{found.cn_day}"


def is_workday(day: date) -> bool:
    """By the State Council's notice where that year's is out, else by the weekday alone."""
    import chinese_calendar

    if day.year > known_until():
        return day.weekday() < 5
    return bool(chinese_calendar.is_workday(day))


@cache
def known_until() -> int:
    """The last year whose holidays and make-up days are published and known here."""
    import chinese_calendar

    return int(max(chinese_calendar.constants.holidays).year)


def _workdays(first: date, *, is_off: bool) -> Iterator[date]:
    day = first
    while day.year <= _LAST_YEAR:
        if is_workday(day) is not is_off:
            yield day
        day += timedelta(days=1)
