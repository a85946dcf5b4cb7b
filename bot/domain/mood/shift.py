"""When a group's mood has turned: minutes that run against what is usual; whom to tell is not decided here."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp, inf, lgamma, log, log10
from typing import Final

from bot.domain.mood.pulse import NOTHING, WINDOW, Counts, Hour, Window

LEAST_SAID: Final = 8
LEAST_ALARMING: Final = 4
"""A turn is seen in no fewer messages, whatever their share."""

_LEAST_VOICES: Final = 3

_SPANS: Final = (1, 2, 3, 6)
"""Windows that are looked at together: a raid shows in the last ten minutes, a slow evening in an hour."""

LONGEST: Final = max(_SPANS)

# A turn would come by chance once in so many looks (in powers of ten), were this the kind of hour that is usual here
# and half as alarming again; by how keenly a group wants to be told, from 1 to 5.
RARITIES: Final = (6.0, 5.0, 4.0, 3.5, 3.0)
_RARITY: Final = RARITIES[2]
_BAD_BUT_USUAL: Final = 1.5
# What is alarming is at least this share, and twice the usual one.
_LEAST_SHARE: Final = 0.15
# Until a group is known: the check's own false alarms and some honest trouble, believed like so many messages.
_UNKNOWN: Final = 0.05
_BELIEVED: Final = 200
_GROUP_BELIEVED: Final = 100
# However calm the hours known were.
_CALMEST: Final = 0.02
_MOST: Final = 0.6
# A share is known, rather than guessed, from so many messages on.
_KNOWN_FROM: Final = 100
# The most alarming tenth of what was said belongs to earlier turns, not to habit.
_HABIT: Final = 0.9
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


@dataclass(frozen=True, slots=True)
class Habit:
    """The usual share of alarming messages, and how many messages that is known from."""

    share: float
    said: int


def hours_to_compare(hour: int) -> list[int]:
    """Three days before the hour, and in each of eight weeks the same hour with its neighbours.

    The last two hours count as now, not as habit.
    """
    weeks = [hour - _WEEK * back + beside for back in range(1, _WEEKS + 1) for beside in (-1, 0, 1)]
    return sorted({*weeks, *range(hour - _RECENT, hour - 2)})


def shifts(hours: Sequence[Hour], latest: Sequence[Window], *, now: int, rarity: float = _RARITY) -> list[Shift]:
    """The turns of topics up to `now` (epoch seconds), the strongest first; where there is none, the whole group's.

    `hours` are those to compare, `latest` the last LONGEST windows; the higher the `rarity`, the fewer the turns.
    """
    current = now // WINDOW
    topics = sorted({each.topic for each in latest if each.number == current})
    group = _habit(hours, believed=Habit(_UNKNOWN, _BELIEVED))
    is_known = group.said >= _KNOWN_FROM
    if not is_known:
        group = Habit(_UNKNOWN, 0)
    turns: list[tuple[float, Shift]] = []
    for topic in topics:
        own = [each for each in hours if each.topic == topic]
        habit = _habit(own, believed=Habit(group.share, _GROUP_BELIEVED)) if is_known else group
        said = [each for each in latest if each.topic == topic]
        told = topic if len(topics) > 1 or topic else None
        turns += _turns(said, current, topic=told, habit=habit.share, rarity=rarity)
    if not turns:
        turns = _turns(latest, current, topic=None, habit=group.share, rarity=rarity)
    found = [each for _, each in sorted(turns, key=lambda turn: -turn[0])]
    return found if is_known else [replace(each, expected=None) for each in found]


def is_of_many(authors: Sequence[int]) -> bool:
    """Of the alarming messages' authors: one furious member, or two who quarrel, are no turn of a group's mood."""
    said = Counter(authors)
    return len(said) >= _LEAST_VOICES and 2 * max(said.values()) <= len(authors)


def _turns(
    said: Sequence[Window], current: int, *, topic: int | None, habit: float, rarity: float
) -> list[tuple[float, Shift]]:
    found = []
    for windows in _SPANS:
        counts = sum((each.counts for each in said if each.number > current - windows), NOTHING)
        strength = _strength(counts, habit)
        if strength >= rarity:
            found.append((strength, Shift(topic, counts, habit, windows)))
    return found


def _strength(counts: Counts, habit: float) -> float:
    """How rare so many alarming messages are, in powers of ten; 0 for what is no turn."""
    if counts.said < LEAST_SAID or counts.alarming < LEAST_ALARMING:
        return 0.0
    if counts.alarming / counts.said < max(_LEAST_SHARE, 2 * habit):
        return 0.0
    bad = round(min(_MOST, _BAD_BUT_USUAL * max(habit, _CALMEST)), 3)
    return _rarity(counts.said, counts.alarming, bad)


@lru_cache(maxsize=1000)
def _rarity(said: int, alarming: int, share: float) -> float:
    """-log10 of the binomial chance of at least so many, where each is alarming with this chance."""
    total = 0.0
    for number in range(alarming, said + 1):
        ways = lgamma(said + 1) - lgamma(number + 1) - lgamma(said - number + 1)
        chance = exp(ways + number * log(share) + (said - number) * log(1 - share))
        total += chance
        if number > said * share and chance < total * 1e-6:
            break
    return -log10(total) if total else inf


def _habit(hours: Iterable[Hour], *, believed: Habit) -> Habit:
    """The pooled share of the calmer nine tenths of what was said, drawn towards what is believed where little was."""
    calmest = sorted(_by_hour(hours).values(), key=lambda counts: counts.alarming / max(1, counts.said))
    enough = _HABIT * sum(counts.said for counts in calmest)
    said = alarming = 0
    for counts in calmest:
        if said and said >= enough:
            break
        said, alarming = said + counts.said, alarming + counts.alarming
    share = (alarming + believed.share * believed.said) / (said + believed.said)
    return Habit(share, said)


def _by_hour(hours: Iterable[Hour]) -> Mapping[int, Counts]:
    found: dict[int, Counts] = {}
    for each in hours:
        found[each.hour] = found.get(each.hour, NOTHING) + each.counts
    return found
