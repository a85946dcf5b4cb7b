"""When a group's mood has turned: minutes that run against what is usual; whom to tell is not decided here."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from bot.domain.mood.pulse import HOUR, NOTHING, WINDOW, Counts, Hour, Part, Usual, Window, usual

LEAST_SAID: Final = 12
LEAST_ALARMING: Final = 5
"""A turn is seen in no fewer messages, whatever their share."""

_SPANS: Final = (2, 3, 6, 12)
"""Windows that are looked at together: a raid shows in the last twenty minutes, a slow evening in two hours."""

LONGEST: Final = max(_SPANS)

# So many deviations, of chance and of habit together, are no accident in a year of hours.
_DEVIATIONS: Final = 4.0
# What is alarming is at least this share, and twice the usual one.
_LEAST_SHARE: Final = 0.15
# Until a group is known: the check's own false alarms and some honest trouble.
_UNKNOWN: Final = Usual(0.05, 0.05)
# However calm the hours known were: so few messages an hour would often show none at all by chance.
_CALMEST: Final = Usual(0.05, 0.02)
_WEEK: Final = 168
_WEEKS: Final = 8
_RECENT: Final = 72


@dataclass(frozen=True, slots=True)
class Shift:
    """`topic` is None where no topic alone has turned; `windows` is how many of the last show it.

    `expected` is the usual share of alarming messages, None while it is not known.
    """

    topic: int | None
    counts: Counts
    expected: float | None
    windows: int

    @property
    def share(self) -> float:
        return self.counts.alarming / self.counts.said


def hours_to_compare(hour: int) -> list[int]:
    """Three days before the hour, and in each of eight weeks the same hour with its neighbours."""
    weeks = [hour - _WEEK * back + beside for back in range(1, _WEEKS + 1) for beside in (-1, 0, 1)]
    return sorted({*weeks, *range(hour - _RECENT, hour)})


def shift(hours: Sequence[Hour], latest: Sequence[Window], *, now: int) -> Shift | None:
    """The strongest turn of a topic up to `now` (epoch seconds), else that of the whole group.

    `hours` are those to compare, `latest` the last LONGEST windows.
    """
    hour, current = now // HOUR, now // WINDOW
    topics = sorted({each.topic for each in latest if each.number == current})
    group = _by_hour(hours)
    turns: list[tuple[float, Shift]] = []
    for topic in topics:
        own = _by_hour(each for each in hours if each.topic == topic)
        expected = _usual(own, hour) or _usual(group, hour)
        said = [each for each in latest if each.topic == topic]
        turns += _turns(said, current, topic=topic if len(topics) > 1 or topic else None, expected=expected)
    if not turns:
        turns = _turns(latest, current, topic=None, expected=_usual(group, hour))
    return max(turns, key=lambda turn: turn[0])[1] if turns else None


def _turns(
    said: Sequence[Window], current: int, *, topic: int | None, expected: Usual | None
) -> list[tuple[float, Shift]]:
    found = []
    for windows in _SPANS:
        counts = sum((each.counts for each in said if each.number > current - windows), NOTHING)
        strength = _strength(counts, expected or _UNKNOWN)
        if strength:
            found.append((strength, Shift(topic, counts, expected.share if expected else None, windows)))
    return found


def _strength(counts: Counts, expected: Usual) -> float:
    """In deviations from the usual; 0 for what is no turn."""
    if counts.said < LEAST_SAID or counts.alarming < LEAST_ALARMING:
        return 0.0
    share = counts.alarming / counts.said
    habit, spread = max(expected.share, _CALMEST.share), max(expected.spread, _CALMEST.spread)
    deviation = sqrt(spread**2 + habit * (1 - habit) / counts.said)
    strength = (share - habit) / deviation
    is_turn = strength >= _DEVIATIONS and share >= max(_LEAST_SHARE, 2 * habit)
    return strength if is_turn else 0.0


def _usual(own: Mapping[int, Counts], hour: int) -> Usual | None:
    """By the same hours of other weeks, else by the last days; the last two hours count as now, not as habit."""
    weeks = {at for at in own if at < hour - _RECENT}
    days = {at for at in own if hour - _RECENT <= at < hour - 2}
    return usual(_parts(own, weeks)) or usual(_parts(own, days), least=_RECENT // 3)


def _parts(own: Mapping[int, Counts], hours: Collection[int]) -> list[Part]:
    return [(own[at].alarming, own[at].said) for at in hours]


def _by_hour(hours: Iterable[Hour]) -> dict[int, Counts]:
    found: dict[int, Counts] = {}
    for each in hours:
        found[each.hour] = found.get(each.hour, NOTHING) + each.counts
    return found
