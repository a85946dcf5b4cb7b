"""How newcomers are let into a group: by a button, by a question, or on request; no store is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Mode: TypeAlias = Literal["off", "button", "question", "request"]
MODES: Final[tuple[Mode, ...]] = ("off", "button", "question", "request")

SHUT_FOR: Final = 24 * 3600
"""Seconds for which a door that somebody closed stays closed, unless it is opened before."""

TRIES: Final = 3
"""Wrong answers after which somebody is turned away."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to the gate's question."""

    words: str
    is_right: bool


def choices(answers: tuple[str, ...]) -> tuple[Choice, ...]:
    """`*right`, `wrong`."""
    return tuple(Choice(each.removeprefix("*").strip(), each.startswith("*")) for each in answers)
