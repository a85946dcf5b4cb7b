"""A time of day at the end or the beginning of what is said: `20:00`, `晚8点半`, `八点一刻`, `8pm`, `noon`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.grammar.numbers import CHINESE, whole

_LATE: Final = ("下午", "午后", "傍晚", "晚上", "晚")
_NUMBER = rf"\d{{1,2}}|{CHINESE}{{1,3}}"
_CLOCK = re.compile(
    r"(?:at )?(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|午后|傍晚|晚上|早|晚)? ?"
    r"(?:(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::00)? ?(?P<half_day>[ap]\.?m\.?)?"
    r"|(?P<english>\d{1,2}) ?(?P<its_half>[ap]\.?m\.?)"
    rf"|(?P<point>{_NUMBER})[点时](?:(?P<quarter>半|整|钟|[一三]刻)|(?P<past>{_NUMBER})分?)?"
    r"|(?P<named>noon|midnight|零点|正午))"
)
_QUARTERS: Final = {"半": 30, "整": 0, "钟": 0, "一刻": 15, "三刻": 45}
_NAMED: Final = {"noon": 720, "正午": 720, "midnight": 0, "零点": 0}
_DAY = 1440


def clocks_in(words: str) -> Iterator[tuple[str, int]]:
    """Every way to part words (in plain form) into what tells the day and minutes after its midnight, up to 24:00."""
    yield from _behind(words)
    if (match := _CLOCK.match(words)) and (
        " " in words[match.end() - 1 : match.end() + 1] or "," in words[match.end() :]
    ):
        day = words[match.end() :].strip(" ,").removeprefix("on ")
        if (minute := _minutes(match, is_night=day == "tonight")) is not None:
            yield day, minute


def clocks_at_end(words: str) -> tuple[str, tuple[int, ...]]:
    """What stands before several times of day, and these in minutes after midnight, in order: `周五 9点、21点`."""
    clocks: set[int] = set()
    while found := next((each for each in _behind(words) if each[1] < _DAY), None):
        words = found[0].rstrip(" 、,和的")
        clocks.add(found[1])
    return words, tuple(sorted(clocks))


def _behind(words: str) -> Iterator[tuple[str, int]]:
    for start in range(len(words)):
        if start and words[start].isdigit() and words[start - 1].isdigit():
            continue
        match = _CLOCK.fullmatch(words, start)
        if match and (minute := _minutes(match, is_night=words[:start].strip() == "tonight")) is not None:
            yield _day_of(words[:start]), minute


def _day_of(before: str) -> str:
    day = before.strip(" ,的")
    return day[:-1] if re.fullmatch(r".*\dt", day) else day


def _minutes(match: re.Match[str], *, is_night: bool) -> int | None:
    if match["named"]:
        return _NAMED[match["named"]]
    if match["point"]:
        hour = whole(match["point"])
        minute = _QUARTERS[match["quarter"]] if match["quarter"] else whole(match["past"]) if match["past"] else 0
    else:
        hour, minute = int(match["hour"] or match["english"]), int(match["minute"] or 0)
    if hour is None or minute is None:
        return None
    half = (match["half_day"] or match["its_half"] or "")[:1]
    hour = _of_half(hour, half) if half else _of_part(hour, match["part"] or ("晚" if is_night else ""))
    total = hour * 60 + minute
    return total if hour >= 0 and minute < 60 and total <= _DAY else None


def _of_half(hour: int, half: str) -> int:
    """-1 for an hour that no half day has."""
    return hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else -1


def _of_part(hour: int, part: str) -> int:
    """-1 for 晚上12点: of which day, nobody can tell."""
    if part in ("晚上", "晚") and hour == 12:
        return -1
    return hour + 12 if (part in _LATE and hour < 12) or (part == "中午" and hour < 3) else hour
