"""The tables of the config file that keep a room safe: the gate, the guard, and what warnings add up to."""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, Strict

from bot.config.table import Table
from bot.config.values import Span, seconds, wrong
from bot.domain.gate import choices
from bot.domain.sanctions import LONGEST, SHORTEST, Step, read_step, steps_of

_FLOOD = re.compile(r"\s*(\d{1,3})\s*/\s*(.+?)\s*")
_MOST_LINES = 10


def flood_of(value: str) -> tuple[int, int]:
    """Messages, and the seconds within which they are too many; (0, 0) for "" and for what cannot be read."""
    match = _FLOOD.fullmatch(value)
    return (int(match[1]), seconds(match[2])) if match else (0, 0)


def _flood(value: str) -> str:
    number, span = flood_of(value)
    if value and not (2 <= number <= 100 and 1 <= span <= 3600):
        raise wrong("must be a number of messages and a span", 'write it like "8/10s", or "" for no limit')
    return value


def _off_or_span(value: str) -> str:
    if value not in ("", "0") and not 60 <= seconds(value) <= 365 * 86400:
        raise wrong("must be a span of a minute to a year", 'write it like "24h", or "0" for none')
    return value


Response: TypeAlias = tuple[Literal["hold", "delete", "mute"], int]


def action_of(value: str) -> Response | None:
    """What the guard does, and for how many seconds; None for what cannot be read."""
    if value in ("hold", "delete"):
        return ("hold" if value == "hold" else "delete"), 0
    step = read_step(f"1: {value}")
    return ("mute", step.seconds) if step is not None and step.kind == "mute" and step.seconds else None


def _action(value: str) -> str:
    if action_of(value) is None:
        raise wrong("must be hold, delete, or mute with a span", 'write it like "hold" or "mute 1h"')
    return value


def _ladder(value: tuple[str, ...]) -> tuple[str, ...]:
    for each in value:
        if read_step(each) is None:
            raise wrong("must be steps of a ladder", 'write each like "3: mute 1d" or "5: ban"')
    at = [step.at for step in steps_of(value)]
    if at != sorted(set(at)):
        raise wrong("must rise from step to step", "put the fewest warnings first")
    return value


def _answers(value: tuple[str, ...]) -> tuple[str, ...]:
    found = choices(value)
    if found and not (any(each.is_right for each in found) and len({each.words for each in found}) == len(found)):
        raise wrong("must be different answers, the right ones with a *", 'write them like ["*right", "wrong"]')
    return value


def _within(value: str) -> str:
    if not SHORTEST <= seconds(value) <= 86400:
        raise wrong("must be a span of a minute to a day", 'write it like "3m"')
    return value


def _mute_span(value: str) -> str:
    if seconds(value) > LONGEST:
        raise wrong("must be at most 366 days", 'write it like "30d"')
    return value


class Gate(Table):
    """Who comes in shows that they are a person: by a button, by `question`, or on request, asked in private.

    `trial`: nobody is restricted or removed, all is counted.
    """

    mode: Literal["off", "button", "question", "request"] = "off"
    question: Annotated[str, Field(max_length=200)] = ""
    answers: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=40)], ...],
        Field(max_length=6),
        Strict(strict=False),
        AfterValidator(_answers),
    ] = ()
    within: Annotated[Span, AfterValidator(_within)] = "3m"
    trial: bool = False

    @property
    def lasts(self) -> int:
        """Seconds in which somebody has to pass."""
        return seconds(self.within)


class Guard(Table):
    """What is looked for in plain messages; `trial`: nothing is done, all is counted and shown.

    `flood` is messages and a span, `repeats` how often the same is too often, `links` how long newcomers' links wait.
    """

    trial: bool = True
    flood: Annotated[str, AfterValidator(_flood)] = "8/10s"
    repeats: Annotated[int, Field(ge=0, le=50)] = 3
    links: Annotated[str, AfterValidator(_off_or_span)] = "24h"
    words: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=40)], ...], Field(max_length=200), Strict(strict=False)
    ] = ()
    look_alike: bool = True
    action: Annotated[str, AfterValidator(_action)] = "hold"

    @property
    def new(self) -> int:
        """Seconds for which somebody who came in counts as new."""
        return seconds(self.links)

    @property
    def response(self) -> Response:
        """What is done, and for how many seconds."""
        return action_of(self.action) or ("hold", 0)


class Warnings(Table):
    """Warnings lapse after `expire`; the steps of the `ladder` follow from those that have not."""

    expire: Annotated[Span, AfterValidator(_mute_span)] = "30d"
    ladder: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=40)], ...],
        Field(max_length=_MOST_LINES),
        Strict(strict=False),
        AfterValidator(_ladder),
    ] = ("3: mute 1d", "5: ban")

    @property
    def lasts(self) -> int:
        """Seconds until a warning lapses."""
        return seconds(self.expire)

    @property
    def steps(self) -> tuple[Step, ...]:
        return steps_of(self.ladder)
