"""Newcomers' first words, found among plain messages: at most a look into a set each."""

from __future__ import annotations

from bot.domain.first_week import Fresh
from bot.engine.entrances import Entrance, beginning, observer, passing
from bot.engine.fast_path import Batch, Begun, Passing
from bot.services import first_week


async def settle(batch: Batch) -> None:
    fresh = batch.chats.own(Fresh)
    firsts = fresh.firsts(batch.heard)
    if firsts:
        await first_week.heard(batch.unit, firsts, fresh)


async def passed(passing: Passing) -> None:
    came = [each.pair for each in passing.passages if each.came]
    if came:
        passing.unit.after_commit(lambda: passing.chats.own(Fresh).came(came))


async def begin(begun: Begun) -> None:
    await first_week.load(begun.reads, begun.chats.own(Fresh), now=begun.now)


ENTRANCES: list[Entrance] = [observer(settle), passing(passed), beginning(begin, mirrors=("mentors",))]
