"""A group's life in numbers, and what of it may be shown; counting lives in the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

LEAST = 5
"""People behind any number that tells of people."""
LONGEST = 60
"""Days that can be looked back on: counts of points are kept no longer."""


@dataclass(frozen=True, slots=True)
class Span:
    """Local days, both included, and the moments they begin and end (epoch seconds)."""

    first: int
    last: int
    since: int
    until: int

    @property
    def days(self) -> int:
        return self.last - self.first + 1


class Before(NamedTuple):
    """Of the days that a span is compared with: who spoke, and what was said."""

    voices: int
    messages: int

    @property
    def is_telling(self) -> bool:
        return self.voices >= LEAST


@dataclass(frozen=True, slots=True)
class Counts:
    """`voices` spoke, of `newcomers` the first trace is of these days; `points` were made; `by_day` has voices.

    Unless it `is_whole`, days of it were taken in from a past, of which nobody knows who spoke on several: then so many
    spoke at least.
    """

    voices: int
    messages: int
    newcomers: int
    checkins: int
    points: int
    polls: int
    draws: int
    events: int
    by_day: Mapping[int, int]
    is_whole: bool = True

    @property
    def is_telling(self) -> bool:
        """Whether enough people spoke for anything to be shown of them."""
        return self.voices >= LEAST


def is_shown(people: int) -> bool:
    """Nobody, or enough to be told of."""
    return people >= LEAST or people == 0
