"""Simulated months of a group of 500 with planted turns: what is found, how soon, and what is made up.

Planted is how many messages truly are negative; what the check makes of each is drawn from what the shipped model made
of labelled sentences (`_SEEN`), so that its errors are planted too: its line for alerts has 32 % of the negative and
3 % of the neutral, its label 51 % and 8 %, and a negative sentence is above another in 87 of 100 pairs.

Assumed, not measured: the traffic and the topics; how often people are low (5 to 15 % of messages, by topic, more or
less by the day and hour); who is there (twelve people an hour in a topic); and the turns themselves. What an hour talks
about moves the model by 0.15 in log-odds, as neutral conversations of television dialogue differ beyond chance. Hostile
words have alerts of their own, which would tell of most raids sooner; they are left out.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from math import exp
from typing import Final, Literal, NamedTuple, TypeAlias

import click

from bench.report import percentile, table, verdict
from bot.domain.mood.pulse import HOUR, NOTHING, WINDOW, Counts, Hour, Window
from bot.domain.mood.shift import LONGEST, Habits, Shift, habits, hours_to_compare, is_of_many, shifts
from bot.domain.mood.verdict import ALERT_FROM

_DAY: Final = 24
_COOL: Final = 3 * HOUR
_TOPICS: Final = (0, 11, 12, 13)
_SHARE_OF_TALK: Final = (0.5, 0.25, 0.15, 0.1)
_LATE: Final = 60
"""Seconds from a negative message to the look at its group."""

# Messages an hour of a group of 500 at each hour of the day.
_BY_HOUR: Final = (20, 10, 4, 2, 2, 3, 8, 20, 40, 50, 50, 55, 70, 50, 40, 40, 45, 55, 70, 80, 100, 110, 80, 45)

Kind: TypeAlias = Literal["negative", "neutral", "positive", "joke"]

# Quantiles of the share of negative, in thousandths, that the model gives to labelled sentences of Weibo, each with and
# without its emoticons (the development side of NLPCC 2014's), and to two dozen jokes in capital letters.
_UPTO: Final = (0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1)
_SEEN: Final[dict[Kind, tuple[int, ...]]] = {
    "negative": (68, 222, 245, 313, 397, 460, 512, 598, 658, 739, 845, 942, 976, 986, 998),
    "neutral": (9, 39, 61, 87, 121, 154, 188, 229, 280, 341, 454, 576, 699, 744, 969),
    "positive": (5, 19, 39, 70, 107, 148, 182, 204, 252, 309, 399, 462, 633, 775, 973),
    "joke": (40, 60, 60, 150, 240, 320, 430, 470, 600, 670, 720, 740, 780, 810, 830),
}
_NEGATIVE_FROM: Final = 0.5
_SUBJECT: Final = 0.15
_PRESENT: Final = 12
_SOON: Final = 30


@dataclass(frozen=True, slots=True)
class Planted:
    """Hours after the simulation's start; `share` of the messages are of this kind, of others what is usual.

    `crowd` times as much is said, and by strangers so many messages an hour `more`, all of this kind; `voices` are how
    many strangers say what is planted. `to_find` is False for what looks like a turn and is none, `is_plain` True for
    what must be found soon.
    """

    name: str
    begins: float
    lasts: float
    share: float
    kind: Kind = "negative"
    topic: int | None = None
    crowd: float = 1.0
    more: float = 0.0
    to_find: bool = True
    is_plain: bool = False
    voices: int = 0


def planted(day: int) -> list[Planted]:
    """In the four weeks that begin on this day; before it the group is only got to know."""
    start = day * _DAY
    joke = Planted("joke in capital letters", start + 19 * _DAY + 21, 0.2, 0.5, kind="joke", topic=12, crowd=3)
    return [
        Planted("one topic turns", start + 3 * _DAY + 20, 3, 0.6, topic=11, crowd=4, is_plain=True),
        Planted("raid", start + 9 * _DAY + 14.5, 1, 0, more=120, voices=15, is_plain=True),
        Planted("all are angry in the evening", start + 16 * _DAY + 20.7, 2, 0.5, crowd=2, is_plain=True),
        Planted("raid at night", start + 22 * _DAY + 2, 1, 0, more=120, voices=15, is_plain=True),
        Planted("milder: one topic, as much talk as ever", start + 24 * _DAY + 20, 3, 0.5, topic=11),
        Planted("milder: all are a little low", start + 26 * _DAY + 20, 3, 0.3),
        Planted("holiday", start + 12 * _DAY, 24, 0.5, kind="positive", crowd=3, to_find=False),
        replace(joke, to_find=False),
        Planted("one member rages", start + 6 * _DAY + 20, 1, 0.6, topic=11, voices=1, to_find=False),
    ]


Known: TypeAlias = dict[tuple[int, int], Counts]


class Said(NamedTuple):
    """`gloom` is the share of negative that the check sees; `by` is a member's number."""

    at: float
    topic: int
    gloom: float
    by: int


# How much more one member says than another: the first ten of 500 say a third.
_TALKATIVE: Final = tuple(accumulate(1 / (rank + 5) for rank in range(500)))


@dataclass(slots=True)
class Month:
    found: dict[str, float] = field(default_factory=dict)
    made_up: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Watch:
    """The bot's part: counts, marks, and when to look."""

    known: Known = field(default_factory=dict)
    fine: Known = field(default_factory=dict)
    marks: deque[Said] = field(default_factory=deque)
    look_at: float = 0.0
    quiet: float = 0.0
    usual: tuple[int, Habits] = (-1, habits([]))

    def hears(self, said: Said) -> None:
        low = said.gloom >= _NEGATIVE_FROM
        counts = Counts(
            negative=int(low),
            neutral=int(not low),
            alarming=int(said.gloom >= ALERT_FROM),
            gloom=round(1000 * said.gloom),
            scatter=round(1000 * said.gloom**2),
        )
        for kept, span in ((self.known, HOUR), (self.fine, WINDOW)):
            key = int(said.at // span), said.topic
            kept[key] = kept.get(key, NOTHING) + counts
        if counts.alarming:
            self.marks.append(said)
        if low:
            self.look_at = self.look_at or said.at + _LATE
        while self.marks and self.marks[0].at < said.at - LONGEST * WINDOW:
            self.marks.popleft()

    def looks(self, now: int) -> Shift | None:
        hour, last = now // HOUR, now // WINDOW
        if self.usual[0] != hour:
            past = [(each, topic) for each in hours_to_compare(hour) for topic in _TOPICS]
            self.usual = hour, habits([Hour(*key, self.known[key]) for key in past if key in self.known])
        near = [(each, topic) for each in range(last - LONGEST + 1, last + 1) for topic in _TOPICS]
        for turn in shifts(self.usual[1], [Window(*key, self.fine[key]) for key in near if key in self.fine], now=now):
            since = (last - turn.windows + 1) * WINDOW
            if is_of_many([each.by for each in self.marks if each.at >= since and turn.topic in (None, each.topic)]):
                return turn
        return None


def simulate(seed: int, *, weeks_before: int = 4, weeks: int = 4) -> Month:
    """Minutes until each planted turn was found, and alerts for nothing, looked at as the bot does."""
    chance = random.Random(seed)
    events = planted(weeks_before * 7)
    month, watch = Month(), _Watch()
    lows = {topic: chance.uniform(0.05, 0.15) for topic in _TOPICS}
    for day in range((weeks_before + weeks) * 7):
        of_day = {topic: lows[topic] * chance.lognormvariate(0, 0.3) for topic in _TOPICS}
        for hour in range(day * _DAY, (day + 1) * _DAY):
            for said in _said(hour, chance, lows=of_day, events=events):
                if watch.look_at and said.at >= watch.look_at:
                    now, watch.look_at = watch.look_at, 0.0
                    if day >= weeks_before * 7 and now >= watch.quiet and watch.looks(int(now)):
                        watch.quiet = now + _COOL
                        _note(month, events, now)
                watch.hears(said)
    return month


def _note(month: Month, events: list[Planted], at: float) -> None:
    """An alert up to an hour after a planted turn still speaks of it."""
    meant = [each for each in events if each.begins * HOUR <= at <= (each.begins + each.lasts + 1) * HOUR]
    for event in meant:
        if event.to_find:
            month.found.setdefault(event.name, (at - event.begins * HOUR) / 60)
            return
    month.made_up.append(meant[0].name if meant else "")


@dataclass(slots=True)
class _Talk:
    """An hour in a topic: who is there, how low they are, what the subject does to the model."""

    low: float
    subject: float
    people: list[int]


def _said(hour: int, chance: random.Random, *, lows: dict[int, float], events: list[Planted]) -> Iterator[Said]:
    """An hour's messages in order; moods of an hour vary more than chance."""
    weekend = 1.4 if hour // _DAY % 7 >= 5 else 1.0
    talk = _BY_HOUR[hour % _DAY] * weekend * chance.lognormvariate(0, 0.35)
    talks = {
        topic: _Talk(
            low=min(0.5, lows[topic] * chance.lognormvariate(0, 0.3)),
            subject=exp(chance.gauss(0, _SUBJECT)),
            people=chance.choices(range(500), cum_weights=_TALKATIVE, k=_PRESENT),
        )
        for topic in _TOPICS
    }
    for minute in range(60):
        now = hour + minute / 60
        under_way = [each for each in events if each.begins <= now < each.begins + each.lasts]
        said: list[Said] = []
        for topic, part in zip(_TOPICS, _SHARE_OF_TALK, strict=True):
            event = next((each for each in under_way if each.topic in (None, topic)), None)
            crowd, more = (event.crowd, event.more) if event else (1.0, 0.0)
            usual = _poisson(talk * part * crowd / 60, chance)
            beyond = _poisson(more * part / 60, chance)
            for at in range(usual + beyond):
                is_planted = event is not None and (at >= usual or chance.random() < event.share)
                said.append(_message(now, topic, chance, talk=talks[topic], event=event if is_planted else None))
        yield from sorted(said)


def _message(minute: float, topic: int, chance: random.Random, *, talk: _Talk, event: Planted | None) -> Said:
    if event:
        kind = event.kind
        by = -1 - chance.randrange(event.voices) if event.voices else chance.choice(talk.people)
    else:
        kind = "negative" if chance.random() < talk.low else "positive" if chance.random() < 0.2 else "neutral"
        by = chance.choice(talk.people)
    share = _seen(kind, chance.random())
    at = (minute + chance.random() / 60) * HOUR
    return Said(at, topic, share * talk.subject / (share * talk.subject + 1 - share), by)


def _seen(kind: Kind, part: float) -> float:
    after = min(bisect(_UPTO, part), len(_UPTO) - 1)
    low, high = _SEEN[kind][after - 1 : after + 1]
    return (low + (high - low) * (part - _UPTO[after - 1]) / (_UPTO[after] - _UPTO[after - 1])) / 1000


def _poisson(mean: float, chance: random.Random) -> int:
    count, passed = 0, chance.expovariate(1)
    while passed < mean:
        count, passed = count + 1, passed + chance.expovariate(1)
    return count


def report(*, months: int, seed: int) -> bool:
    """Whether every bound holds."""
    seen = [simulate(each) for each in range(seed, seed + months)]
    events = [each for each in planted(0) if each.to_find]
    rows, soon = [], 0
    for event in events:
        after = [month.found[event.name] for month in seen if event.name in month.found]
        at_once = sum(minutes <= _SOON for minutes in after)
        soon += at_once * event.is_plain
        minutes = [f"{percentile(after, each):.0f}" if after else "-" for each in (50, 90)]
        rows.append([event.name, f"{len(after)}/{months}", f"{at_once}/{months}", *minutes])
    table(["planted turn", "found", f"within {_SOON} minutes", "minutes, median", "p90"], rows)
    made_up = sorted(len(month.made_up) / 2 for month in seen)
    middle, late, most = percentile(made_up, 50), percentile(made_up, 90), made_up[-1]
    mistaken = Counter(name for month in seen for name in month.made_up if name)
    alike = ", ".join(f"{name} {mistaken[name]}" for name in (each.name for each in planted(0) if not each.to_find))
    click.echo(
        f"alerts for nothing a fortnight: median {middle:g}, p90 {late:g}, most {most:g}; of them in all: {alike}\n"
    )
    plain = months * sum(event.is_plain for event in events)
    return all(
        [
            verdict(f"plain turns found within {_SOON} minutes, %", 100 * soon / plain, bound=90, is_least=True),
            verdict("alerts for nothing a fortnight", sum(made_up) / months, bound=1),
        ]
    )
