"""Which day words mean, seen from a given one, and how it comes round again: `明天`, `下周三`, `12/5`, `Dec 5`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from bot.domain.grammar.numbers import CHINESE, whole

Returns: TypeAlias = Literal["never", "daily", "weekly", "monthly", "yearly"]

_NEAR: Final = {
    "今天": 0, "今日": 0, "今": 0, "today": 0, "tonight": 0,
    "明天": 1, "明日": 1, "明": 1, "tomorrow": 1, "tmr": 1,
    "后天": 2, "后": 2, "day after tomorrow": 2, "the day after tomorrow": 2, "大后天": 3,
}  # fmt: skip
_N = rf"\d{{1,4}}|{CHINESE}{{1,5}}"
_LATER = re.compile(rf"(?:in )?(?P<n>{_N}) ?(?:天|日|days?)(?:之后|以后|后| later| from now)?")
_WEEKDAY = re.compile(r"(?P<which>这个?|本|下下个?|下个?)? ?(?:周|星期|礼拜)(?P<day>[一二三四五六日天1-7])")
_ENGLISH_WEEKDAY = re.compile(
    r"(?:on )?(?P<which>this|next)? ?(?P<day>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs?|ur)?(?:day)?"
)
_NAMES: Final = {name: at for at, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_CHINESE_DAYS: Final = {name: at for at, name in enumerate("一二三四五六日")} | {"天": 6}
_FULL = re.compile(rf"(?P<year>\d{{4}}|{CHINESE}{{4}})(?:[-/.]|年)(?P<month>{_N})(?:[-/.]|月)(?P<day>{_N})[日号]?")
_SHORT = re.compile(rf"(?:(?P<month>{_N})月(?P<day>{_N})[日号]?|(?P<first>\d{{1,2}})[-/.](?P<last>\d{{1,2}}))")
_OF_MONTH = re.compile(rf"(?P<which>这个?月|本月|下个?月)?(?P<day>{_N})[日号]")
_MONTHS: Final = {
    name: at
    for at, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_ENGLISH_DATES = (
    re.compile(rf"(?:on )?{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?"),
    re.compile(rf"(?:on )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? (?P<year>\d{{4}}))?"),
)
_IN_BRACKETS = re.compile(r" ?\((?:周|星期|礼拜)[一二三四五六日天]\) ?")


@dataclass(frozen=True, slots=True)
class Day:
    """The nearest such day that may still be meant, and when another like it comes."""

    on: date
    returns: Returns = "never"


def read_day(words: str, today: date) -> Day | None:
    """Of words in plain form; none at all are every day. None for what names no day, or one there is none of."""
    words = _IN_BRACKETS.sub("", words)
    if not words:
        return Day(today, "daily")
    if words in _NEAR:
        return Day(today + timedelta(days=_NEAR[words]))
    try:
        return _later(words, today) or _weekday(words, today) or _dated(words, today) or _english_date(words, today)
    except (ValueError, OverflowError):
        return None


def _later(words: str, today: date) -> Day | None:
    match = _LATER.fullmatch(words)
    if match is None or (not words.startswith("in ") and words[-1:] in "天日s"):
        return None
    days = whole(match["n"])
    return Day(today + timedelta(days=days)) if days is not None else None


def _weekday(words: str, today: date) -> Day | None:
    if match := _WEEKDAY.fullmatch(words):
        day = match["day"]
        at, which = int(day) - 1 if day.isdecimal() else _CHINESE_DAYS[day], (match["which"] or "").rstrip("个")
    elif match := _ENGLISH_WEEKDAY.fullmatch(words):
        at, which = _NAMES[match["day"]], {"next": "下", "this": ""}.get(match["which"] or "", "")
    else:
        return None
    if not which:
        return Day(today + timedelta(days=(at - today.weekday()) % 7), "weekly")
    weeks = which.count("下")
    return Day(today + timedelta(days=at - today.weekday() + 7 * weeks))


def _dated(words: str, today: date) -> Day | None:
    if match := _FULL.fullmatch(words):
        return Day(date(_number(match["year"]), _number(match["month"]), _number(match["day"])))
    if match := _SHORT.fullmatch(words):
        return _yearly(_number(match["month"] or match["first"]), _number(match["day"] or match["last"]), today)
    if match := _OF_MONTH.fullmatch(words):
        which, day = match["which"] or "", _number(match["day"])
        first = today.replace(day=1)
        if which.startswith("下"):
            return Day((first + timedelta(days=31)).replace(day=day))
        return Day(first.replace(day=day), "never" if which else "monthly")
    return None


def _english_date(words: str, today: date) -> Day | None:
    match = next((each for pattern in _ENGLISH_DATES if (each := pattern.fullmatch(words))), None)
    if match is None:
        return None
    month, day = _MONTHS[match["month"][:3]], int(match["day"])
    return Day(date(int(match["year"]), month, day)) if match["year"] else _yearly(month, day, today)


def _yearly(month: int, day: int, today: date) -> Day:
    """29 February is that of the next year that has one."""
    for year in range(today.year, today.year + 9):
        try:
            return Day(date(year, month, day), "yearly")
        except ValueError:
            if (month, day) != (2, 29):
                raise
    raise ValueError


def _number(words: str) -> int:
    value = whole(words)
    if value is None:
        raise ValueError(words)
    return value
