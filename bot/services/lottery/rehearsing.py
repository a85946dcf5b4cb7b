"""A lottery tried out before it is opened: how many of the members known would qualify now; nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.checkin import Calendar
from bot.domain.lottery.terms import Condition, Terms
from storage.database import Reader
from storage.lottery import facts, places


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Of `known` members `fit` meet all that can be told beforehand; `unmet` is how many fail each condition.

    `poor` cannot pay the price, `resting` won lately.
    """

    known: int
    fit: int
    unmet: tuple[tuple[Condition, int], ...]
    poor: int
    resting: int


async def rehearse(reader: Reader, terms: Terms, *, chat_id: int, at: int, calendar: Calendar) -> Rehearsal:
    """Goes through all members: for the slow reader. Who is in another chat is not asked: that is one question each."""
    known = await facts.members(reader, chat_id=chat_id)
    day = calendar.day_of(at)

    async def failing(condition: Condition) -> set[int]:
        return await facts.failing(reader, condition, chat_id=chat_id, now=at, day=day) & known

    unmet = [(each, await failing(each)) for each in terms.conditions if each.measure != "chat"]
    poor = await failing(Condition("points", terms.price)) if terms.price else set()
    resting = known & await places.won_last(reader, chat_id=chat_id, last=terms.rest) if terms.rest else set()
    out = poor.union(resting, *(who for _, who in unmet))
    return Rehearsal(
        len(known), len(known - out), tuple((each, len(who)) for each, who in unmet), len(poor), len(resting)
    )
