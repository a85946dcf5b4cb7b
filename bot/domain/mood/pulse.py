"""The mood of a group over time: counts by hour, what is usual there, what differs; single messages are not judged."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import sqrt
from statistics import median
from typing import Final, Literal, TypeAlias

from bot.domain.day import zone

HOUR: Final = 3600
WINDOW: Final = 600
LEAST_A_DAY: Final = 20
LEAST_AN_HOUR: Final = 8
"""Messages below which a day's share, or an hour's, says nothing."""

_LEAST_OF_A_SLOT: Final = 3
_LEAST_OF_ALL: Final = 24
_LEAST_OF_DAYS: Final = 14
# The median's spread as a standard deviation, were it normal.
_LIKE_A_DEVIATION: Final = 1.4826

Trend: TypeAlias = Literal["few", "new", "same", "lower", "better"]


@dataclass(frozen=True, slots=True)
class Counts:
    """`hostile` and `alarming` messages are among the other four, which sum to all that was said.

    `gloom` is the sum of every message's share of negative, `scatter` of its square, both in thousandths.
    """

    negative: int = 0
    neutral: int = 0
    positive: int = 0
    abstained: int = 0
    hostile: int = 0
    alarming: int = 0
    gloom: int = 0
    scatter: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.negative + other.negative,
            self.neutral + other.neutral,
            self.positive + other.positive,
            self.abstained + other.abstained,
            self.hostile + other.hostile,
            self.alarming + other.alarming,
            self.gloom + other.gloom,
            self.scatter + other.scatter,
        )

    @property
    def said(self) -> int:
        return self.negative + self.neutral + self.positive + self.abstained

    @property
    def share(self) -> float:
        """Of negative messages; 0 where nothing was said."""
        return self.negative / self.said if self.said else 0.0


NOTHING: Final = Counts()


@dataclass(frozen=True, slots=True)
class Hour:
    """What was said in one topic in one hour (epoch seconds / 3600)."""

    hour: int
    topic: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class Window:
    """What was said in one topic in ten minutes (`number`: epoch seconds / 600)."""

    number: int
    topic: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class Usual:
    """The share one would expect, and how far apart usual hours are (like a standard deviation)."""

    share: float
    spread: float


Part: TypeAlias = tuple[int, int]
"""Messages of the kind counted, and all messages."""


def slot(hour: int, timezone: str) -> tuple[int, int]:
    """Weekday and hour by the clock on the wall there."""
    wall = _wall(hour, timezone)
    return wall.weekday(), wall.hour


def _wall(hour: int, timezone: str) -> datetime:
    return datetime.fromtimestamp(hour * HOUR, zone(timezone))


def usual(parts: Iterable[Part], *, least: int = _LEAST_OF_A_SLOT) -> Usual | None:
    """Median and median deviation of the shares of hours, or days, in which enough was said; None with too few."""
    shares = [part / said for part, said in parts if said >= LEAST_AN_HOUR]
    if len(shares) < least:
        return None
    middle = median(shares)
    return Usual(middle, _LIKE_A_DEVIATION * median(abs(each - middle) for each in shares))


class Baseline:
    """What is usual by weekday and hour; where that hour is not known well enough, by all hours known.

    Where hours are too quiet for that, by whole days.
    """

    def __init__(self, hours: Mapping[int, Part], *, timezone: str) -> None:
        self._timezone = timezone
        slots: dict[tuple[int, int], list[Part]] = {}
        days: dict[date, Part] = {}
        for hour, (part, said) in hours.items():
            wall = _wall(hour, timezone)
            slots.setdefault((wall.weekday(), wall.hour), []).append((part, said))
            parts_before, said_before = days.get(wall.date(), (0, 0))
            days[wall.date()] = (parts_before + part, said_before + said)
        self._by_slot = {each: usual(parts) for each, parts in slots.items()}
        self._of_all = usual(hours.values(), least=_LEAST_OF_ALL) or usual(days.values(), least=_LEAST_OF_DAYS)

    def at(self, hour: int) -> Usual | None:
        return self._by_slot.get(slot(hour, self._timezone)) or self._of_all


def by_hour(hours: Iterable[Hour]) -> dict[int, Counts]:
    """All topics together."""
    found: dict[int, Counts] = {}
    for each in hours:
        found[each.hour] = found.get(each.hour, NOTHING) + each.counts
    return found


@dataclass(frozen=True, slots=True)
class Reading:
    """What some days come to; `expected` is the share that the same hours usually have, where that is known."""

    counts: Counts
    trend: Trend
    expected: float = 0.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A point of a line: the share of negative messages and what is usual there, each None where not known."""

    counts: Counts
    share: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def excess(self) -> float:
        """How far above what is usual."""
        return self.share - self.high if self.share is not None and self.high is not None else 0.0


def read(now: Sequence[Hour], past: Sequence[Hour], *, timezone: str) -> Reading:
    """The days of `now` against the weekdays and hours of `past`.

    They differ from the usual when they do so by more than two points and more than chance and habit explain.
    """
    hours = by_hour(now)
    counts = sum(hours.values(), NOTHING)
    if counts.said < LEAST_A_DAY:
        return Reading(counts, "few")
    found = _band(hours, baseline_of(past, timezone=timezone), counts=counts)
    if found is None:
        return Reading(counts, "new")
    expected, margin, share = found
    trend: Trend = "same" if abs(share - expected) < margin else "lower" if share > expected else "better"
    return Reading(counts, trend, expected)


def baseline_of(past: Iterable[Hour], *, timezone: str) -> Baseline:
    return Baseline({at: (each.negative, each.said) for at, each in by_hour(past).items()}, timezone=timezone)


def stretch(hours: Iterable[Hour], baseline: Baseline, *, least: int) -> Stretch:
    """Some hours as one point of a line; with fewer than `least` messages it has no share."""
    known = by_hour(hours)
    counts = sum(known.values(), NOTHING)
    if counts.said < least:
        return Stretch(counts)
    found = _band(known, baseline, counts=counts, least=least)
    if found is None:
        return Stretch(counts, counts.share)
    expected, margin, _ = found
    return Stretch(counts, counts.share, max(0.0, expected - margin), min(1.0, expected + margin))


def _band(
    hours: Mapping[int, Counts], baseline: Baseline, *, counts: Counts, least: int = LEAST_A_DAY
) -> tuple[float, float, float] | None:
    """What is usual at these hours, how far from it is still usual, and what it was; None where too little is known."""
    known = [(each, found) for at, each in hours.items() if (found := baseline.at(at)) is not None]
    said = sum(each.said for each, _ in known)
    if said < max(least, counts.said / 2):
        return None
    expected = sum(found.share * each.said for each, found in known) / said
    spread = sum(found.spread * each.said for each, found in known) / said
    margin = max(0.02, 2 * sqrt(expected * (1 - expected) / said + spread**2 / len(known)))
    return expected, margin, sum(each.negative for each, _ in known) / said


def bar(share: float, *, full: float, width: int = 10) -> str:
    """Blocks for a share, where `full` fills the whole width."""
    blocks = min(width, round(width * share / full))
    return "█" * blocks + "░" * (width - blocks)
