"""Simulated months of a group of 500 with planted turns: what is found, how soon, and what is made up."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple, TypeAlias

from bench.report import table, verdict
from bot.domain.mood.pulse import HOUR, NOTHING, WINDOW, Counts, Hour, Window
from bot.domain.mood.shift import LONGEST, Shift, hours_to_compare, is_of_many, shifts

_DAY = 24
_COOL = 3 * HOUR
_TOPICS = (0, 11, 12, 13)
_SHARE_OF_TALK = (0.5, 0.25, 0.15, 0.1)
_LATE = 60
"""Seconds from an alarming message to the look at its group."""

# Messages an hour of a group of 500 at each hour of the day.
_BY_HOUR = (20, 10, 4, 2, 2, 3, 8, 20, 40, 50, 50, 55, 70, 50, 40, 40, 45, 55, 70, 80, 100, 110, 80, 45)


@dataclass(frozen=True, slots=True)
class Planted:
    """`to_find` is False for what looks like a turn and is none; hours after the simulation's start."""

    name: str
    begins: float
    lasts: float
    share: float
    topic: int | None = None
    crowd: float = 1.0
    to_find: bool = True
    is_one_voice: bool = False


def planted(day: int) -> list[Planted]:
    """In the four weeks that begin on this day; before it the group is only got to know."""
    start = day * _DAY
    return [
        Planted("one topic turns", start + 3 * _DAY + 20, 3, 0.40, topic=11),
        Planted("raid", start + 9 * _DAY + 14.5, 1, 0.60, crowd=4),
        Planted("all are angry in the evening", start + 16 * _DAY + 20.7, 2, 0.35, crowd=1.5),
        Planted("raid at night", start + 22 * _DAY + 2, 1, 0.60, crowd=20),
        Planted("holiday", start + 12 * _DAY, 24, 0.02, crowd=3, to_find=False),
        Planted("joke in capital letters", start + 19 * _DAY + 21, 0.2, 0.15, topic=12, crowd=2, to_find=False),
        Planted("one member rages", start + 6 * _DAY + 20, 1, 0.60, topic=11, to_find=False, is_one_voice=True),
    ]


Known: TypeAlias = dict[tuple[int, int], Counts]


class Said(NamedTuple):
    """`by` is a member's number: few say much, most say little."""

    at: float
    topic: int
    is_alarming: bool
    by: int


# How much more one member says than another: the first ten of 500 say a third.
_TALKATIVE = [1 / (rank + 5) for rank in range(500)]
_UPTO = [sum(_TALKATIVE[: rank + 1]) for rank in range(500)]


@dataclass(slots=True)
class Month:
    found: dict[str, float] = field(default_factory=dict)
    made_up: int = 0


def simulate(seed: int, *, weeks_before: int = 4, weeks: int = 4) -> Month:
    """Minutes until each planted turn was found, and alerts for nothing, looked at as the bot does."""
    chance = random.Random(seed)
    events = planted(weeks_before * 7)
    known: Known = {}
    fine: Known = {}
    month, quiet = Month(), 0.0
    habits = {topic: chance.uniform(0.02, 0.06) for topic in _TOPICS}
    marks: deque[Said] = deque()
    for hour in range((weeks_before + weeks) * 7 * _DAY):
        look_at = 0.0
        for said in _said(hour, chance, habits=habits, events=events):
            at, topic, is_alarming, _ = said
            if look_at and at >= look_at:
                look_at = 0.0
                if hour >= weeks_before * 7 * _DAY and at >= quiet and _look(known, fine, marks, int(at)):
                    quiet = at + _COOL
                    _note(month, events, at)
            counts = Counts(neutral=1, alarming=int(is_alarming))
            for kept, span in ((known, HOUR), (fine, WINDOW)):
                key = int(at // span), topic
                kept[key] = kept.get(key, NOTHING) + counts
            if is_alarming:
                marks.append(said)
                look_at = look_at or at + _LATE
            while marks and marks[0].at < at - LONGEST * WINDOW:
                marks.popleft()
    return month


def _look(known: Known, fine: Known, marks: deque[Said], now: int) -> Shift | None:
    hours = [
        Hour(each, topic, known[each, topic])
        for each in hours_to_compare(now // HOUR)
        for topic in _TOPICS
        if (each, topic) in known
    ]
    last = now // WINDOW
    latest = [
        Window(each, topic, fine[each, topic])
        for each in range(last - LONGEST + 1, last + 1)
        for topic in _TOPICS
        if (each, topic) in fine
    ]
    for turn in shifts(hours, latest, now=now):
        since = (last - turn.windows + 1) * WINDOW
        if is_of_many([each.by for each in marks if each.at >= since and turn.topic in (None, each.topic)]):
            return turn
    return None


def _note(month: Month, events: list[Planted], at: float) -> None:
    """An alert up to an hour after a planted turn still speaks of it."""
    for event in events:
        if event.to_find and event.begins * HOUR <= at <= (event.begins + event.lasts + 1) * HOUR:
            month.found.setdefault(event.name, (at - event.begins * HOUR) / 60)
            return
    month.made_up += 1


def _said(hour: int, chance: random.Random, *, habits: dict[int, float], events: list[Planted]) -> Iterator[Said]:
    """An hour's messages in order; moods of an hour vary more than chance."""
    weekend = 1.4 if hour // _DAY % 7 >= 5 else 1.0
    people = random.Random(f"people:{hour}")
    talk = _BY_HOUR[hour % _DAY] * weekend * chance.lognormvariate(0, 0.35)
    for minute in range(60):
        now = hour + minute / 60
        under_way = [each for each in events if each.begins <= now < each.begins + each.lasts]
        crowd = max([1.0, *(each.crowd for each in under_way)])
        for second in sorted(chance.uniform(0, 60) for _ in range(_poisson(talk * crowd / 60, chance))):
            topic = chance.choices(_TOPICS, _SHARE_OF_TALK)[0]
            # A day has its mood, and so has an hour of it.
            mood = random.Random(f"{hour // _DAY}:{topic}").lognormvariate(0, 0.3)
            mood *= random.Random(f"{hour}:{topic}").lognormvariate(0, 0.3)
            share = min(0.5, habits[topic] * mood)
            turned = next((each for each in under_way if each.topic in (None, topic)), None)
            is_alarming = chance.random() < (turned.share if turned else share)
            is_one_voice = turned is not None and turned.is_one_voice and is_alarming
            by = 0 if is_one_voice else people.choices(range(500), cum_weights=_UPTO)[0]
            yield Said(now * 60 * 60 + second, topic, is_alarming, by)


def _poisson(mean: float, chance: random.Random) -> int:
    count, passed = 0, chance.expovariate(1)
    while passed < mean:
        count, passed = count + 1, passed + chance.expovariate(1)
    return count


def report(*, months: int, seed: int) -> bool:
    """Whether every bound holds."""
    seen = [simulate(each) for each in range(seed, seed + months)]
    events = [each for each in planted(0) if each.to_find]
    rows = []
    for event in events:
        after = [month.found[event.name] for month in seen if event.name in month.found]
        soon = sum(minutes <= 30 for minutes in after)
        rows.append(
            [event.name, f"{len(after)}/{months}", f"{soon}/{months}", f"{median(after):.0f}" if after else "-"]
        )
    table(["planted turn", "found", "within 30 minutes", "median minutes"], rows)
    soon_in_all = sum(minutes <= 30 for month in seen for minutes in month.found.values())
    made_up = sum(month.made_up for month in seen) / (2 * months)
    return all(
        [
            verdict("found within 30 minutes, %", 100 * soon_in_all / (months * len(events)), bound=90, is_least=True),
            verdict("alerts for nothing a fortnight", made_up, bound=1),
        ]
    )
