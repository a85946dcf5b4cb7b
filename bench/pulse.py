"""Turns in simulated months: what the pulse finds, how soon, what it makes up; the chat itself is elsewhere."""

from __future__ import annotations

import random
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import click

from bench.pulse_chat import TOPICS, Planted, Said, lows_of, planted, said_on
from bench.report import percentile, table, verdict
from bot.domain.mood.pulse import HOUR, NOTHING, WINDOW, Counts, Hour, Window
from bot.domain.mood.shift import LONGEST, Habits, Shift, habits, hours_to_compare, is_of_many, shifts
from bot.domain.mood.verdict import ALERT_FROM, SURE_FROM
from bot.services.mood.alerts import COOL_PERHAPS, PERHAPS_AGAIN

_COOL: Final = 3 * HOUR
_LATE: Final = 60
"""Seconds from a negative message to the look at its group."""
_SOON: Final = 30

Known: TypeAlias = dict[tuple[int, int], Counts]


@dataclass(slots=True)
class Month:
    """`sure` are the turns found that were told as sure; of what is made up, what was told as perhaps is apart."""

    found: dict[str, float] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)
    made_up: list[str] = field(default_factory=list)
    perhaps: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Watch:
    """The bot's part: counts, marks, and when to look."""

    known: Known = field(default_factory=dict)
    fine: Known = field(default_factory=dict)
    marks: deque[Said] = field(default_factory=deque)
    look_at: float = 0.0
    quiet: float = 0.0
    last: float = -PERHAPS_AGAIN
    usual: tuple[int, Habits] = (-1, habits([]))

    def hears(self, said: Said) -> None:
        low = said.gloom >= SURE_FROM
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
            past = [(each, topic) for each in hours_to_compare(hour) for topic in TOPICS]
            self.usual = hour, habits([Hour(*key, self.known[key]) for key in past if key in self.known])
        near = [(each, topic) for each in range(last - LONGEST + 1, last + 1) for topic in TOPICS]
        for turn in shifts(self.usual[1], [Window(*key, self.fine[key]) for key in near if key in self.fine], now=now):
            since = (last - turn.windows + 1) * WINDOW
            if not turn.is_sure and now < self.last + PERHAPS_AGAIN:
                break
            if is_of_many([each.by for each in self.marks if each.at >= since and turn.topic in (None, each.topic)]):
                return turn
        return None


def simulate(seed: int, *, weeks_before: int = 4, weeks: int = 4) -> Month:
    """Minutes until each planted turn was found, and alerts for nothing, looked at as the bot does."""
    chance = random.Random(seed)
    known_from = weeks_before * 7
    events, lows = planted(known_from), lows_of(chance)
    month, watch = Month(), _Watch()
    for day in range(known_from + weeks * 7):
        for said in said_on(day, chance, lows=lows, events=events):
            if watch.look_at and said.at >= watch.look_at:
                now, watch.look_at = watch.look_at, 0.0
                if day >= known_from and now >= watch.quiet and (turn := watch.looks(int(now))):
                    watch.quiet, watch.last = now + (_COOL if turn.is_sure else COOL_PERHAPS), now
                    _note(month, events, now, is_sure=turn.is_sure)
            watch.hears(said)
    return month


def _note(month: Month, events: list[Planted], at: float, *, is_sure: bool) -> None:
    """An alert up to an hour after a planted turn still speaks of it."""
    meant = [each for each in events if each.begins * HOUR <= at <= (each.begins + each.lasts + 1) * HOUR]
    for event in meant:
        if event.to_find:
            minutes = (at - event.begins * HOUR) / 60
            month.found.setdefault(event.name, minutes)
            if is_sure:
                month.sure.setdefault(event.name, minutes)
            return
    (month.made_up if is_sure else month.perhaps).append(meant[0].name if meant else "")


def report(*, months: int, seed: int) -> bool:
    """Whether every bound holds."""
    seen = [simulate(each) for each in range(seed, seed + months)]
    events = [each for each in planted(0) if each.to_find]
    rows, soon = [], dict.fromkeys((each.name for each in events), 0)
    for event in events:
        after = [month.found[event.name] for month in seen if event.name in month.found]
        sure = sum(month.sure.get(event.name, HOUR) <= _SOON for month in seen)
        soon[event.name] = sum(minutes <= _SOON for minutes in after)
        minutes = [f"{percentile(after, each):.0f}" if after else "-" for each in (50, 90)]
        in_time = [f"{times}/{months}" for times in (soon[event.name], sure)]
        rows.append([event.name, f"{len(after)}/{months}", *in_time, *minutes])
    heads = ["planted turn", "found", f"within {_SOON} minutes", "as sure", "minutes, median", "p90"]
    table(heads, rows)
    made_up = sorted(len(month.made_up) / 2 for month in seen)
    middle, late, most = percentile(made_up, 50), percentile(made_up, 90), made_up[-1]
    mistaken = Counter(name for month in seen for name in month.made_up if name)
    alike = ", ".join(f"{name} {mistaken[name]}" for name in (each.name for each in planted(0) if not each.to_find))
    click.echo(
        f"alerts for nothing a fortnight: median {middle:g}, p90 {late:g}, most {most:g}; of them in all: {alike}"
    )
    perhaps = sum(len(month.perhaps) for month in seen) / 2 / months
    fresh = sum(len(simulate(each, weeks_before=0, weeks=2).made_up) for each in range(seed, seed + months)) / months
    click.echo(f"in the first fortnight of a group that nothing is known of: {fresh:.1f}\n")
    plain = [100 * soon[each.name] / months for each in events if each.is_plain]
    one_topic = 100 * soon[events[0].name] / months
    return all(
        [
            verdict(f"plain turns found within {_SOON} minutes, %", sum(plain) / len(plain), bound=90, is_least=True),
            verdict(f"a topic's turn found within {_SOON} minutes, %", one_topic, bound=75, is_least=True),
            verdict("alerts for nothing a fortnight", sum(made_up) / months, bound=1),
            verdict("of what may be a turn, for nothing a fortnight", perhaps, bound=2),
        ]
    )
