"""Times of day and numbers as people say them: 20:00, 晚上8点半, 9点、21点; days live in `forms`."""

from __future__ import annotations

import re

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_LATE = ("下午", "晚上", "傍晚", "晚")
_CLOCK = re.compile(
    r"(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上|早|晚)? ?"
    r"(?:(?P<hour>\d{1,2}):(?P<minute>\d{2})|(?P<point>\d{1,2}|[零一二两三四五六七八九十]+)点"
    r"(?:(?P<half>半|整)|(?P<past>\d{1,2}|[零一二三四五六七八九十]+)分?)?)"
)
_JOINS = re.compile(r"[ 、,和的]*$")


def number(said: str) -> int:
    """Up to 99, in digits or Chinese; 0 for what is none."""
    if said.isdecimal():
        return int(said)
    said = said.replace("廿", "二十")
    tens, ten, ones = said.rpartition("十")
    if ten:
        return (_DIGITS.get(tens, 0) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
    return _DIGITS.get(said, 0)


def clocks_at_end(words: str) -> tuple[str, tuple[int, ...]]:
    """What stands before the times of day, and these in minutes after midnight, in order; none when one is no time."""
    clocks: set[int] = set()
    while found := _last(words):
        minute = _minutes(found)
        if minute is None:
            return words, ()
        clocks.add(minute)
        words = _JOINS.sub("", words[: found.start()])
    return words, tuple(sorted(clocks))


def _last(words: str) -> re.Match[str] | None:
    return next((found for found in _CLOCK.finditer(words) if found.end() == len(words)), None)


def _minutes(found: re.Match[str]) -> int | None:
    if found["hour"]:
        hour, minute = int(found["hour"]), int(found["minute"])
    else:
        hour = number(found["point"])
        minute = 30 if found["half"] == "半" else number(found["past"]) if found["past"] else 0
    part = found["part"] or ""
    if (part in _LATE and hour < 12) or (part == "中午" and hour < 3):
        hour += 12
    if part in ("晚上", "晚") and hour == 12:
        return None  # 晚上12点: of which day, nobody can tell
    return hour * 60 + minute if hour < 24 and minute < 60 else None
