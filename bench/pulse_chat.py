"""A simulated group of 500 with planted turns, as the mood check sees it; what is made of it is not in here.

Planted is how many messages truly are negative; what the check makes of each is drawn from what the shipped model made
of judged chat (`_SEEN`), so that its errors are planted too: its line for alerts has 29 % of the negative and
2 % of the neutral, its label 63 % and 8 %, and a negative line is above another in 90 of 100 pairs.

Assumed, not measured: the traffic and the topics; how often people are low (5 to 15 % of messages, by topic, more or
less by the day and hour); who is there (twelve people an hour in a topic); and the turns themselves. What an hour talks
about moves the model by 0.15 in log-odds, as neutral conversations of television dialogue differ beyond chance. Hostile
words have alerts of their own, which would tell of most raids sooner; they are left out.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import exp
from typing import Final, Literal, NamedTuple, TypeAlias

from bot.domain.mood.pulse import HOUR

DAY: Final = 24
TOPICS: Final = (0, 11, 12, 13)
_SHARE_OF_TALK: Final = (0.5, 0.25, 0.15, 0.1)

# Messages an hour of a group of 500 at each hour of the day.
_BY_HOUR: Final = (20, 10, 4, 2, 2, 3, 8, 20, 40, 50, 50, 55, 70, 50, 40, 40, 45, 55, 70, 80, 100, 110, 80, 45)

Kind: TypeAlias = Literal["negative", "neutral", "positive", "joke"]

# Quantiles of the share of negative, in thousandths, that the model gives to the chat drawn by chance and judged by
# lines, which it did not learn from, and to the jokes below; `bench.mood` prints them anew.
QUANTILES: Final = (0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1)
_SEEN: Final[dict[Kind, tuple[int, ...]]] = {
    "negative": (45, 95, 157, 318, 430, 497, 566, 682, 761, 851, 925, 955, 980, 991, 997),
    "neutral": (0, 5, 9, 18, 35, 50, 76, 117, 168, 256, 414, 606, 785, 873, 909),
    "positive": (0, 1, 2, 11, 22, 41, 63, 81, 169, 274, 380, 444, 565, 613, 778),
    "joke": (0, 1, 1, 22, 127, 163, 220, 434, 495, 659, 812, 846, 878, 892, 907),
}
JOKES: Final = (
    """
哈哈哈哈哈哈哈 笑死我了！！！|OMG WHAT IS THIS|HAHAHAHAHA|WOC 太强了|我死了哈哈哈哈|LMAO I AM DEAD|救命 这也太好笑了
STOP IT 我肚子疼|YYDS!!!!|WTF 哈哈哈|NOOOOOOO|啊啊啊啊啊啊啊啊|HELP 我不行了|GG 全体阵亡|不要啊！！！！|WHY WHY WHY
I CANT|完了完了完了|MY EYES|谁干的！！！！|AWSL|XSWL|你们够了哈哈哈|BRO WHAT|疯了疯了|OH NO
""".strip()
    .replace("\n", "|")
    .split("|")
)
_SUBJECT: Final = 0.15
_PRESENT: Final = 12


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
    start = day * DAY
    joke = Planted("joke in capital letters", start + 19 * DAY + 21, 0.2, 0.5, kind="joke", topic=12, crowd=3)
    return [
        Planted("one topic turns", start + 3 * DAY + 20, 3, 0.6, topic=11, crowd=4, is_plain=True),
        Planted("raid", start + 9 * DAY + 14.5, 1, 0, more=120, voices=15, is_plain=True),
        Planted("all are angry in the evening", start + 16 * DAY + 20.7, 2, 0.5, crowd=2, is_plain=True),
        Planted("raid at night", start + 22 * DAY + 2, 1, 0, more=120, voices=15, is_plain=True),
        Planted("milder: one topic, as much talk as ever", start + 24 * DAY + 20, 3, 0.5, topic=11),
        Planted("milder: all are a little low", start + 26 * DAY + 20, 3, 0.3),
        Planted("holiday", start + 12 * DAY, 24, 0.5, kind="positive", crowd=3, to_find=False),
        replace(joke, to_find=False),
        Planted("one member rages", start + 6 * DAY + 20, 1, 0.6, topic=11, voices=1, to_find=False),
    ]


class Said(NamedTuple):
    """`gloom` is the share of negative that the check sees; `by` is a member's number."""

    at: float
    topic: int
    gloom: float
    by: int


# How much more one member says than another: the first ten of 500 say a third.
_TALKATIVE: Final = tuple(accumulate(1 / (rank + 5) for rank in range(500)))


def lows_of(chance: random.Random) -> dict[int, float]:
    """How much of what is said truly is negative, by topic."""
    return {topic: chance.uniform(0.05, 0.15) for topic in TOPICS}


def said_on(day: int, chance: random.Random, *, lows: Mapping[int, float], events: Sequence[Planted]) -> Iterator[Said]:
    """A day's messages in order; days have their moods, and so have their hours."""
    of_day = {topic: low * chance.lognormvariate(0, 0.3) for topic, low in lows.items()}
    for hour in range(day * DAY, (day + 1) * DAY):
        yield from _said(hour, chance, lows=of_day, events=events)


@dataclass(slots=True)
class _Talk:
    """An hour in a topic: who is there, how low they are, what the subject does to the model."""

    low: float
    subject: float
    people: list[int]


def _said(hour: int, chance: random.Random, *, lows: Mapping[int, float], events: Sequence[Planted]) -> Iterator[Said]:
    """An hour's messages in order."""
    weekend = 1.4 if hour // DAY % 7 >= 5 else 1.0
    talk = _BY_HOUR[hour % DAY] * weekend * chance.lognormvariate(0, 0.35)
    talks = {
        topic: _Talk(
            low=min(0.5, lows[topic] * chance.lognormvariate(0, 0.3)),
            subject=exp(chance.gauss(0, _SUBJECT)),
            people=chance.choices(range(500), cum_weights=_TALKATIVE, k=_PRESENT),
        )
        for topic in TOPICS
    }
    for minute in range(60):
        now = hour + minute / 60
        under_way = [each for each in events if each.begins <= now < each.begins + each.lasts]
        said: list[Said] = []
        for topic, part in zip(TOPICS, _SHARE_OF_TALK, strict=True):
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
    after = min(bisect(QUANTILES, part), len(QUANTILES) - 1)
    low, high = _SEEN[kind][after - 1 : after + 1]
    return (low + (high - low) * (part - QUANTILES[after - 1]) / (QUANTILES[after] - QUANTILES[after - 1])) / 1000


def _poisson(mean: float, chance: random.Random) -> int:
    count, passed = 0, chance.expovariate(1)
    while passed < mean:
        count, passed = count + 1, passed + chance.expovariate(1)
    return count
