"""Moderators' work together: shifts as they are written, when they come again, and who carries how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.grammar.doubts import taken
from bot.domain.grammar.moments import Here, read_moment
from bot.domain.grammar.script import plain
from bot.domain.grammar.spans import span_in
from bot.domain.refusals import Refusal

SHORTEST, LONGEST = 1800, 86_400
_WORDS_OF_A_SPAN: Final = 3
_AGAIN: Final = ("每", "every ")
_QUARTERS: Final = (0, 6, 12, 18)
"""Hours at which the quarters of a day begin."""


class NoShift(Refusal):
    """What was written has no moment and length of a shift in it. `seen`."""

    key = "team.no_shift"


@dataclass(frozen=True, slots=True)
class Shift:
    begins_at: int
    ends_at: int
    is_weekly: bool


def read_shift(words: str, here: Here) -> Shift:
    """`Fri 20:00 3h`, `每周五 20:00 3小时`. Raises NoShift, and Unread for a moment that cannot be read."""
    written = plain(words)
    is_weekly = written.startswith(_AGAIN)
    parts = written.removeprefix("every ").removeprefix("每").split()
    for number in range(1, min(_WORDS_OF_A_SPAN, len(parts) - 1) + 1):
        seconds = span_in(" ".join(parts[-number:]))
        if seconds is not None and SHORTEST <= seconds <= LONGEST:
            begins_at = taken(read_moment(" ".join(parts[:-number]), here))
            return Shift(begins_at, begins_at + seconds, is_weekly)
    raise NoShift(seen=words[:40])


def week_later(at: int, zone: str) -> int:
    """The same hour by the clock on the wall."""
    return int((datetime.fromtimestamp(at, ZoneInfo(zone)) + timedelta(days=7)).timestamp())


@dataclass(frozen=True, slots=True)
class Load:
    """Of each moderator (id, name) how much they did, whoever did most first, and when in the day most was done."""

    people: tuple[tuple[int, str, int], ...]
    total: int
    busiest: int
    """The hour at which that quarter begins."""


def load_of(noted: Iterable[tuple[int, str, int]], zone: str) -> Load:
    """Of (who, their name, when)."""
    names: dict[int, str] = {}
    counts, quarters, at_zone = Counter[int](), Counter[int](), ZoneInfo(zone)
    for who, name, at in noted:
        names[who] = name
        counts[who] += 1
        quarters[max(each for each in _QUARTERS if each <= datetime.fromtimestamp(at, at_zone).hour)] += 1
    busiest = max(quarters, key=lambda each: (quarters[each], -each), default=0)
    people = tuple((who, names[who], number) for who, number in counts.most_common())
    return Load(people, sum(counts.values()), busiest)
