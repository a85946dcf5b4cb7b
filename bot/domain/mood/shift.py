"""When a group's mood has turned: minutes that run against what is usual; whom to tell is not decided here."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import e, log, log10
from typing import Final

from bot.domain.mood.pulse import NOTHING, WINDOW, Counts, Hour, Window

LEAST_SAID: Final = 8
LEAST_NEGATIVE: Final = 4
"""A turn is seen in no fewer messages, however low they are."""

_LEAST_VOICES: Final = 3

_SPANS: Final = {1: 0.0, 2: 0.0, 3: 0.0, 6: 0.6}
"""Windows that are looked at together: a raid shows in the last ten minutes, a slow evening in an hour.

Whole hours have moods of their own: they must be rarer by so many powers of ten.
"""

LONGEST: Final = max(_SPANS)

# A turn would come by chance once in so many looks (in powers of ten), were the moods of an hour no more than they
# are here; by how keenly a group wants to be told, from 1 to 5.
RARITIES: Final = (4.6, 4.1, 3.6, 3.1, 2.6)
_RARITY: Final = RARITIES[2]
_PER_TEN: Final = log10(e)
PERHAPS: Final = 0.9
"""What is less rare by no more than so many powers of ten may be a turn, and is told as such."""

# So much darker, at least, is the mean message of a turn.
_LIFT: Final = 0.1
# Moods of an hour, and what is talked about, move the mean by so much (one standard deviation) without any turn.
_SWAY: Final = 0.0125
# What is guessed of a group, and then what is known of it about its topics, is believed like so many messages.
_BELIEVED: Final = 200
_GROUP_BELIEVED: Final = 100
# However calm and even the hours known were.
_CALMEST: Final = 0.15
_EVENEST: Final = 0.02
# A habit is known, rather than guessed, from so many messages on.
_KNOWN_FROM: Final = 100
# The darkest tenth of what was said belongs to earlier turns, not to habit.
_HABIT: Final = 0.9
_WEEK: Final = 168
_WEEKS: Final = 8
_RECENT: Final = 72


@dataclass(frozen=True, slots=True)
class Shift:
    """`topic` is None where no topic alone has turned; `windows` is how many of the last show it.

    `expected` is the usual share of negative messages, None while it is not known. It `is_sure` where it would come by
    chance as seldom as the group asks for; what comes a little oftener may be a turn.
    """

    topic: int | None
    counts: Counts
    expected: float | None
    windows: int
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Habit:
    """Of messages' shares of negative the usual mean and variance; and how many are called negative."""

    gloom: float
    variance: float
    negative: float


UNKNOWN: Final = Habit(gloom=0.23, variance=0.04, negative=0.1)
"""Of everyday chat, as the check sees it."""


@dataclass(frozen=True, slots=True)
class Habits:
    """Of a group, and of the topics that were heard; `is_known` is False where they are a guess."""

    group: Habit
    topics: Mapping[int, Habit]
    is_known: bool

    def of(self, topic: int) -> Habit:
        return self.topics.get(topic, self.group)


CALM: Final = Habits(Habit(_CALMEST, _EVENEST, negative=0.0), {}, is_known=False)
"""No habit is calmer or more even: what is no turn from this one is none from any, and the past need not be read."""


def hours_to_compare(hour: int) -> list[int]:
    """Three days before the hour, and in each of eight weeks the same hour with its neighbours.

    The last two hours count as now, not as habit.
    """
    weeks = [hour - _WEEK * back + beside for back in range(1, _WEEKS + 1) for beside in (-1, 0, 1)]
    return sorted({*weeks, *range(hour - _RECENT, hour - 2)})


def habits(hours: Sequence[Hour]) -> Habits:
    """What is usual, by the hours to compare."""
    said = sum(each.counts.said for each in hours)
    if said < _KNOWN_FROM:
        return Habits(UNKNOWN, {}, is_known=False)
    group = _habit(hours, believed=UNKNOWN, like=_BELIEVED)
    by_topic: dict[int, list[Hour]] = {}
    for each in hours:
        by_topic.setdefault(each.topic, []).append(each)
    topics = {topic: _habit(own, believed=group, like=_GROUP_BELIEVED) for topic, own in by_topic.items()}
    return Habits(group, topics, is_known=True)


def shifts(usual: Habits, latest: Sequence[Window], *, now: int, rarity: float = _RARITY) -> list[Shift]:
    """The turns up to `now` (epoch seconds) of topics and of the whole group, the strongest first.

    `latest` are the last LONGEST windows; the higher the `rarity`, the fewer the turns.
    """
    least = rarity - PERHAPS
    current = now // WINDOW
    here = {each.topic for each in latest if each.number == current}
    turns: list[tuple[float, Shift]] = []
    for windows, more in _SPANS.items():
        said = _by((each.topic, each.counts) for each in latest if each.number > current - windows)
        alone = [{topic: said[topic]} for topic in sorted(here)] if len(here) > 1 or here != {0} else []
        for parts in (*alone, said):
            strength = _strength(parts, usual) - more
            if strength >= least:
                topic = None if parts is said else next(iter(parts))
                turns.append((strength, _shift(parts, usual, topic, windows=windows, is_sure=strength >= rarity)))
    return [each for _, each in sorted(turns, key=lambda turn: -turn[0])]


def is_of_many(authors: Sequence[int]) -> bool:
    """Of the alarming messages' authors: one furious member, or two who quarrel, are no turn of a group's mood."""
    said = Counter(authors)
    return len(said) >= _LEAST_VOICES and 2 * max(said.values()) <= len(authors)


def _shift(parts: Mapping[int, Counts], usual: Habits, topic: int | None, *, windows: int, is_sure: bool) -> Shift:
    counts = sum(parts.values(), NOTHING)
    expected = sum(usual.of(topic).negative * each.said for topic, each in parts.items()) / counts.said
    return Shift(topic, counts, expected if usual.is_known else None, windows, is_sure)


def _strength(parts: Mapping[int, Counts], usual: Habits) -> float:
    """How rare so dark a mean is, in powers of ten; 0 for what is no turn. `parts` are counts by topic.

    By Chernoff's bound for a gamma distribution of the habit's mean and variance: skew as shares are, and cautious.
    Messages of one talk share its mood and its subject, so that many of them are worth fewer.
    """
    counts = sum(parts.values(), NOTHING)
    if counts.said < LEAST_SAID or counts.negative < LEAST_NEGATIVE:
        return 0.0
    mean = counts.gloom / 1000 / counts.said
    known = [(each.said, usual.of(topic)) for topic, each in parts.items()]
    gloom = sum(said * habit.gloom for said, habit in known) / counts.said
    if mean < gloom + _LIFT:
        return 0.0
    variance = sum(said * habit.variance for said, habit in known) / counts.said
    alike = sum(said**2 for said, _ in known) / counts.said
    worth = counts.said / (1 + alike * _SWAY**2 / variance)
    ratio = mean / gloom
    return worth * gloom**2 / variance * (ratio - 1 - log(ratio)) * _PER_TEN


def _habit(hours: Iterable[Hour], *, believed: Habit, like: int) -> Habit:
    """Of the calmer nine tenths of what was said, drawn towards what is believed where little was."""
    by_hour = _by((each.hour, each.counts) for each in hours)
    calmest = sorted(by_hour.values(), key=lambda counts: counts.gloom / max(1, counts.said))
    enough = _HABIT * sum(counts.said for counts in calmest)
    known = NOTHING
    for counts in calmest:
        if known.said and known.said >= enough:
            break
        known = known + counts
    total = known.said + like
    gloom = max(_CALMEST, (known.gloom / 1000 + believed.gloom * like) / total)
    square = (known.scatter / 1000 + (believed.variance + believed.gloom**2) * like) / total
    negative = (known.negative + believed.negative * like) / total
    return Habit(gloom, max(_EVENEST, square - gloom**2), negative)


def _by(parts: Iterable[tuple[int, Counts]]) -> dict[int, Counts]:
    found: dict[int, Counts] = {}
    for key, counts in parts:
        found[key] = found.get(key, NOTHING) + counts
    return found
