"""What counts say about a group: hours, staying, what is answered, what changed; pure functions over plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import sqrt
from statistics import fmean, variance
from typing import Final, Literal, NamedTuple, TypeAlias

from bot.domain.stats import LEAST

_SURE: Final = 1.96
"""Deviations between which 95 in 100 samples lie."""

_LEAST_DAYS: Final = 5
"""Days on either side of a change below which nothing is said of it."""

Slot: TypeAlias = tuple[int, int]
"""Weekday (0 is Monday) and hour by the clock on the wall."""

Part: TypeAlias = Literal["morning", "noon", "afternoon", "evening", "any"]
PARTS: Final[Mapping[Part, range]] = {
    "morning": range(6, 11),
    "noon": range(11, 14),
    "afternoon": range(14, 18),
    "evening": range(18, 23),
    "any": range(8, 23),
}
"""Hours of the day among which the best is looked for."""


def best_slots(heard: Mapping[Slot, int], *, most: int = 3) -> list[Slot]:
    """When most people talk, the best first; nothing where too few do for any hour to be told of."""
    found = sorted((each for each in heard if heard[each] >= LEAST), key=lambda each: (-heard[each], each))
    return found[:most]


def best_hour(heard: Mapping[Slot, int], part: Part, *, weekday: int | None = None) -> int | None:
    """The hour of that part of the day in which most people talk, on that weekday where it is known of, else on all."""
    for day in (weekday, None):
        sums = dict.fromkeys(PARTS[part], 0)
        for (on, hour), people in heard.items():
            if hour in sums and day in (None, on):
                sums[hour] += people
        best = max(sums, key=lambda hour: (sums[hour], -hour))
        if sums[best] >= LEAST:
            return best
    return None


class Rate(NamedTuple):
    """A part of a whole, and between which shares (0 to 1) the true one lies in 95 of 100 cases (Wilson)."""

    part: int
    whole: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.part / self.whole


def rate(part: int, whole: int) -> Rate | None:
    """None where fewer than five people are behind it."""
    if whole < LEAST:
        return None
    share, square = part / whole, _SURE * _SURE
    middle = share + square / (2 * whole)
    spread = _SURE * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    below = 1 + square / whole
    return Rate(part, whole, max(0.0, (middle - spread) / below), min(1.0, (middle + spread) / below))


class Arrivals(NamedTuple):
    """Those who came on a local day by one way, and how far they got within thirty days.

    `stayed` were heard on any later day; `next_day`, `in_week` and `in_month` on the day after, on the second to
    seventh, on the eighth to thirtieth.
    """

    day: int
    source: str
    first_deed: str
    came: int
    spoke: int
    stayed: int
    next_day: int
    in_week: int
    in_month: int
    checked_in: int
    took_part: int
    redeemed: int


class Cohort(NamedTuple):
    """Those who came in one span; a rate is None where too few came, or where its time is not over for all of them."""

    first: int
    came: int
    next_day: Rate | None
    in_week: Rate | None
    in_month: Rate | None


def cohorts(arrivals: Iterable[Arrivals], *, today: int, weeks: int) -> list[Cohort]:
    """By spans of seven local days, the latest of which ends yesterday; the oldest first."""
    found = list(arrivals)
    spans = [today - 7 * back for back in range(weeks, 0, -1)]
    return [_cohort([each for each in found if first <= each.day < first + 7], first, today) for first in spans]


def _cohort(arrivals: Sequence[Arrivals], first: int, today: int) -> Cohort:
    def kept(until: int, of: Callable[[Arrivals], int]) -> Rate | None:
        """The last of them came on the span's last day, and so many days after it must be over."""
        if first + 6 + until >= today:
            return None
        return rate(sum(map(of, arrivals)), sum(each.came for each in arrivals))

    return Cohort(
        first,
        sum(each.came for each in arrivals),
        kept(1, lambda each: each.next_day),
        kept(7, lambda each: each.in_week),
        kept(30, lambda each: each.in_month),
    )


class Step(NamedTuple):
    name: Literal["came", "spoke", "checked_in", "took_part", "redeemed"]
    people: int


def funnel(arrivals: Iterable[Arrivals]) -> list[Step]:
    """How many of those who came did each; nothing where fewer than five came."""
    found = list(arrivals)
    came = sum(each.came for each in found)
    if came < LEAST:
        return []
    return [
        Step("came", came),
        Step("spoke", sum(each.spoke for each in found)),
        Step("checked_in", sum(each.checked_in for each in found)),
        Step("took_part", sum(each.took_part for each in found)),
        Step("redeemed", sum(each.redeemed for each in found)),
    ]


def staying(arrivals: Iterable[Arrivals], of: Callable[[Arrivals], str]) -> dict[str, Rate]:
    """How many were heard after their first day, by what `of` tells of each; where five are behind it."""
    sums: dict[str, tuple[int, int]] = {}
    for each in arrivals:
        part, whole = sums.get(of(each), (0, 0))
        sums[of(each)] = part + each.stayed, whole + each.came
    rates = {name: rate(*each) for name, each in sums.items()}
    return {name: each for name, each in rates.items() if each is not None}


class Change(NamedTuple):
    """A day's mean before and after, how far the gap goes in 95 of 100 cases, and how many days are behind it."""

    before: float
    after: float
    low: float
    high: float
    days: tuple[int, int]

    @property
    def is_clear(self) -> bool:
        """Whether chance alone hardly explains it."""
        return self.low > 0 or self.high < 0


def change(before: Sequence[float], after: Sequence[float]) -> Change | None:
    """Days before against days after (Welch); None with fewer than five on either side."""
    if min(len(before), len(after)) < _LEAST_DAYS:
        return None
    means = fmean(before), fmean(after)
    spread = _SURE * sqrt(variance(before) / len(before) + variance(after) / len(after))
    gap = means[1] - means[0]
    return Change(*means, gap - spread, gap + spread, (len(before), len(after)))


class Resonance(NamedTuple):
    """What came back to posts of one kind, a post: replies, reactions and presses; `people` at least took part."""

    kind: str
    posts: int
    a_post: float
    people: int


def rising(today: Mapping[str, int], before: Mapping[str, int], *, days: int) -> list[str]:
    """Words said at least twice as often as on a usual one of the days before, the most marked first."""
    found = {word: number / max(0.5, before.get(word, 0) / days) for word, number in today.items() if number >= LEAST}
    return sorted((word for word, times in found.items() if times >= 2), key=lambda word: (-found[word], word))
