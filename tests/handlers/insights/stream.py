"""What people did in a group, in order, as the world saw it; and the local day of a moment, counted by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import NamedTuple

MINUTE, HOUR, DAY = 60, 3600, 86_400


def day_of(at: int) -> int:
    """The local day in Shanghai, counted by hand."""
    return (at + 8 * HOUR) // DAY + 719_163


class Happening(NamedTuple):
    """`who` is one life of somebody: from being forgotten on they are somebody else. `n` are points, or a topic."""

    at: int
    who: str
    what: str
    detail: str = ""
    n: int = 0


@dataclass
class Stream:
    """What really happened in the group, in order, and what was said in the topics of the other one."""

    deeds: list[Happening] = field(default_factory=list)
    elsewhere: list[Happening] = field(default_factory=list)
    lives: Counter[int] = field(default_factory=Counter)
    balances: Counter[str] = field(default_factory=Counter)
    streaks: dict[str, tuple[int, int]] = field(default_factory=dict)
    reports: list[tuple[int, int, str]] = field(default_factory=list)
    """What the schedule told of a week or month: when, how many deeds there were by then, and its words."""
    night: tuple[int, int] = (0, 0)
    """When it was night last, and how many deeds there were by then."""

    def until(self, deeds: int) -> Stream:
        """As it was after so many deeds."""
        return replace(self, deeds=self.deeds[:deeds])

    def lived(self) -> Stream:
        """Without what was taken in."""
        return replace(self, deeds=[each for each in self.deeds if each.what != "said before"])

    def name(self, who: int) -> str:
        return f"{who}/{self.lives[who]}"
