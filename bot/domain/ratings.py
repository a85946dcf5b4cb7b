"""What members think of an event, and each quarter of the group, from 1 to 5."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import mean
from typing import Final, Literal, TypeAlias, TypeVar

from bot.domain.refusals import Refusal

K = TypeVar("K")

Matter: TypeAlias = Literal["event", "quarter"]

SCORES: Final = (1, 2, 3, 4, 5)
FEWEST: Final = 5
"""Scores from which their mean is told."""


class TooLate(Refusal):
    """What was asked about is over for too long, or was never asked."""

    key = "ratings.too_late"


@dataclass(frozen=True, slots=True)
class Score:
    """`number` is the event's, or the quarter's as `quarter` has it."""

    matter: Matter
    number: int
    score: int
    at: int


def quarter(day: date) -> int:
    """The quarter before the one of that day: 20271 for the first of 2027."""
    this = (day.month - 1) // 3
    return (day.year - 1) * 10 + 4 if this == 0 else day.year * 10 + this


def means(scores: Iterable[tuple[K, int]]) -> dict[K, tuple[float, int]]:
    """Of each matter that enough people rated: the mean, and how many they were; in their order."""
    given: dict[K, list[int]] = {}
    for key, score in scores:
        given.setdefault(key, []).append(score)
    return {key: (mean(each), len(each)) for key, each in given.items() if len(each) >= FEWEST}
