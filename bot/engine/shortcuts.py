"""What is done by buttons alone, and what is told on the screens that gather: a feature declares both as values."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.engine.turn import Turn
from bot.texts.text import Text, Words

Gathering: TypeAlias = Literal["open", "waits", "runs", "planned"]
"""What members can join now; for moderators what waits for them, what runs, and what is planned."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things a shortcut can be about: `value` stands in a button, `words` in the command."""

    value: str
    label: Words
    words: str = ""


Load: TypeAlias = Callable[[Turn, int], Awaitable[Sequence[Option]]]
"""The things to choose from in a group, by its id."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A button that does what `/command words` does, on the page `area` of the home or the panel.

    In `words` stand `{thing}`, an option that was chosen, and `{said}`, the answer to the question `asks` (`{first}`
    and `{rest}` are its first word and what follows). `or_said`: the answer may stand in place of an option, with the
    thing before it. What has options and no question is asked about once more before it is done. `may_skip`: about an
    option nothing need be said.
    `begins` is for what no command does. `permission` is a row of `[access.rights]`; without one, on the panel, any
    administrator may.
    """

    name: str
    area: str
    command: str = ""
    words: str = ""
    options: Load | None = None
    asks: str = ""
    or_said: bool = False
    may_skip: bool = False
    permission: str = ""
    begins: Callable[[Turn, int, str], Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True)
class StatusLines:
    """What a feature tells on a screen that gathers such lines, of a group by its id."""

    gathering: Gathering
    lines: Callable[[Turn, int], Awaitable[Sequence[Text]]]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with pages: `show` shows one, by the group's id and the page's number, to members of the group."""

    name: str
    show: Callable[[Turn, int, int], Awaitable[None]]
