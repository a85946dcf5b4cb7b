"""What a group might do next, each with the reason that the counts give; three at most, and none without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bot.domain.insights import Arrivals, Rate, Resonance, Slot, best_slots, staying
from bot.domain.stats import LEAST

_MOST: Final = 3
_SILENT: Final = 0.5
"""Share of newcomers without a word from which on something is suggested."""

_TIMES: Final = 1.5
"""How many times as much as the next one is worth a word."""

_REFUSED: Final = 0.4
"""Share of a command's uses that were refused from which on people seem not to understand it."""


class Suggestion(NamedTuple):
    """`key` names the sentence that suggests it and, with `_why`, the reason; `args` fill both. `weight` is 0 to 1."""

    key: str
    args: Mapping[str, int | str]
    weight: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a group: people by weekday and hour, those who came, posts, segments, commands by outcome."""

    heard: Mapping[Slot, int] = field(default_factory=dict)
    arrivals: Sequence[Arrivals] = ()
    resonance: Sequence[Resonance] = ()
    segments: Mapping[str, int] = field(default_factory=dict)
    commands: Mapping[tuple[str, str], int] = field(default_factory=dict)


def suggestions(facts: Facts) -> list[Suggestion]:
    """The most telling first."""
    found = [_hour(facts), _silent(facts), _source(facts), _posts(facts), _leaving(facts), _refused(facts)]
    advice = [each for each in found if each is not None]
    return sorted(advice, key=lambda each: (-each.weight, each.key))[:_MOST]


def _hour(facts: Facts) -> Suggestion | None:
    best = best_slots(facts.heard, most=1)
    if not best:
        return None
    mean = sum(facts.heard.values()) / len([each for each in facts.heard.values() if each])
    times = facts.heard[best[0]] / mean
    if times < _TIMES:
        return None
    weekday, hour = best[0]
    return Suggestion("hour", {"weekday": weekday + 1, "hour": f"{hour:02}:00", "times": f"{times:.1f}"}, 0.4)


def _silent(facts: Facts) -> Suggestion | None:
    came, spoke = sum(each.came for each in facts.arrivals), sum(each.spoke for each in facts.arrivals)
    if came < 2 * LEAST or (came - spoke) / came < _SILENT:
        return None
    return Suggestion("silent", {"n": came, "percent": round(100 * (came - spoke) / came)}, (came - spoke) / came)


def _apart(rates: Mapping[str, Rate]) -> tuple[str, Rate, Rate] | None:
    """The best one and the worst, where they differ by more than chance explains."""
    ordered = sorted(rates.items(), key=lambda each: -each[1].share)
    if len(ordered) < len(("best", "worst")) or ordered[0][1].low <= ordered[-1][1].high:
        return None
    return ordered[0][0], ordered[0][1], ordered[-1][1]


def _source(facts: Facts) -> Suggestion | None:
    found = _apart(staying(facts.arrivals, lambda each: each.source))
    if found is None:
        return None
    source, best, worst = found
    shares = {"best": round(100 * best.share), "worst": round(100 * worst.share)}
    return Suggestion("source", {"source": source, **shares}, best.share - worst.share)


def _posts(facts: Facts) -> Suggestion | None:
    if len(facts.resonance) < len(("first", "second")):
        return None
    first, second = facts.resonance[:2]
    if first.a_post < _TIMES * max(second.a_post, 1):
        return None
    return Suggestion("posts", {"kind": first.kind, "n": f"{first.a_post:.1f}", "next": f"{second.a_post:.1f}"}, 0.5)


def _leaving(facts: Facts) -> Suggestion | None:
    people, here = facts.segments.get("at_risk", 0), sum(facts.segments.get(each, 0) for each in ("core", "active"))
    if people < LEAST:
        return None
    return Suggestion("leaving", {"n": people}, people / (people + here))


def _refused(facts: Facts) -> Suggestion | None:
    sums: dict[str, tuple[int, int]] = {}
    for (command, outcome), number in facts.commands.items():
        if outcome != "left":
            refused, all_ = sums.get(command, (0, 0))
            sums[command] = refused + (number if outcome != "used" else 0), all_ + number
    found = [(refused / all_, command, refused) for command, (refused, all_) in sums.items() if refused >= 2 * LEAST]
    if not found or max(found)[0] < _REFUSED:
        return None
    share, command, refused = max(found)
    return Suggestion("refused", {"command": command, "n": refused, "percent": round(100 * share)}, share / 2)
