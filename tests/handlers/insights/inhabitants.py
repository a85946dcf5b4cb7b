"""Who lives in a group for a month, and the bot beside them that may die of what it has to deal with."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from random import Random

from tests.dying import Moment, Mortal
from tests.handlers.insights.stream import Happening, Stream
from tests.story import HIKE, Story

MOMENTS: tuple[Moment, ...] = ("before", "after")


@dataclass
class Person:
    id: int
    came_on: int
    talks: float
    fades_on: int = 99
    is_in: bool = True
    is_back_on: int = -1
    only: int = 0
    """Speaks on that day after coming alone."""
    most: int = 99
    """Days with words after which they fall silent."""
    spoke: set[int] = field(default_factory=set)


@dataclass
class Month:
    story: Story
    mortal: Mortal
    chat: int = HIKE
    stream: Stream = field(default_factory=Stream)
    people: dict[int, Person] = field(default_factory=dict)
    chance: Random = field(default_factory=lambda: Random(41))
    links: dict[str, str] = field(default_factory=dict)
    begins: int = 0
    cards: list[tuple[int, str]] = field(default_factory=list)
    entered: set[tuple[int, int]] = field(default_factory=set)

    @property
    def now(self) -> int:
        return int(self.story.world.clock.exactly())

    def note(self, who: int, what: str, detail: str = "", n: int = 0) -> None:
        self.stream.deeds.append(Happening(self.now, self.stream.name(who), what, detail, n))

    async def settles(self, *, may_die: bool = True) -> None:
        """The bot deals with what waits, and may die of it; then it rises and deals with the rest."""
        dies, before = may_die and self.chance.random() < 0.1, self.mortal.deaths
        self.mortal.at, self.mortal.moment = dies and self.chance.choice((1, 2, 3, 5)), self.chance.choice(MOMENTS)
        await self.mortal.does(self.story.settle)
        self.mortal.at = 0
        await self.mortal.does(self.story.settle if self.mortal.deaths > before else _lives_on)


async def _lives_on() -> None:
    """Whoever did not die in time does not die later."""


def attentive(story: Story) -> None:
    """From now on the bot hears nothing before it can read moods: what comes in its first second it does not read."""
    begin = story.begin

    async def begins(*, hears: bool = True) -> None:
        await begin(hears=False)
        async with asyncio.timeout(30):
            await story.pulse.loaded.wait()
        if hears:
            await story.settle()

    story.begin = begins  # type: ignore[method-assign]
