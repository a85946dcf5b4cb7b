"""Members by how they take part: counted now or at night, of one member, and by name for moderators."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bot.domain import insights
from bot.domain.insights import Rate
from bot.domain.segments import NEW_FOR, Listed, Named, Segment
from storage import segments
from storage.database import Reader, Unit

_DAY = 86_400
_LARGE = 5_000
"""Members above which segments are counted at night alone: it takes too long for somebody who waits."""

_PRECISION_AFTER = 30
"""Days after which a warning has come true or not."""

_MOST_NAMED = 20
"""Members on a list."""


class Segments(NamedTuple):
    """Members by how they take part, as counted on that local day; `came_true` tells of warnings a month ago."""

    day: int
    people: Mapping[str, int]
    came_true: Rate | None


async def of_segments(reader: Reader, *, chat_id: int, today: int, now: int) -> Segments:
    """Now, or in a large group as of last night."""
    if await segments.is_large(reader, chat_id=chat_id, most=_LARGE):
        day, found = await segments.kept(reader, chat_id=chat_id, day=today)
        return Segments(day, *_apart(found))
    return Segments(today, *_apart(await _counted(reader, chat_id=chat_id, today=today, now=now)))


async def _counted(reader: Reader, *, chat_id: int, today: int, now: int) -> dict[str, int]:
    """Members by segment, and `warned` of a month ago with those of them who fell `silent`."""
    people = await segments.segments(reader, chat_id=chat_id, today=today, new_since=_new_since(now))
    then = today - _PRECISION_AFTER
    silent, warned = await segments.fell_silent(reader, chat_id=chat_id, today=then, now=today)
    return people | {"silent": silent, "warned": warned}


def _apart(found: Mapping[str, int]) -> tuple[dict[str, int], Rate | None]:
    people = {segment: number for segment, number in found.items() if segment not in ("silent", "warned")}
    return people, insights.rate(found.get("silent", 0), found.get("warned", 0))


def _new_since(now: int) -> int:
    return now - NEW_FOR * _DAY


class Night(NamedTuple):
    """What is counted of a group at night: `people` by segment, and the lists."""

    people: Mapping[str, int]
    at_risk: Sequence[Listed]
    care: Sequence[Listed]


async def at_night(reader: Reader, chats: Sequence[int], today: Callable[[int], int], *, now: int) -> dict[int, Night]:
    """Of each group: ask a reader that nobody waits for, before the turn's first statement."""
    return {
        chat_id: Night(
            await _counted(reader, chat_id=chat_id, today=today(chat_id), now=now),
            await segments.at_risk(
                reader, chat_id=chat_id, today=today(chat_id), new_since=_new_since(now), most=_MOST_NAMED
            ),
            await segments.thanked(reader, chat_id=chat_id, today=today(chat_id), most=_MOST_NAMED),
        )
        for chat_id in chats
    }


async def keep_night(unit: Unit, found: Mapping[int, Night], today: Callable[[int], int]) -> None:
    for chat_id, night in found.items():
        await segments.keep(unit, night.people, chat_id=chat_id, day=today(chat_id))
        await segments.keep_list(unit, "at_risk", night.at_risk, chat_id=chat_id, day=today(chat_id))
        await segments.keep_list(unit, "care", night.care, chat_id=chat_id, day=today(chat_id))


async def segment_of(reader: Reader, *, chat_id: int, user_id: int, today: int, now: int) -> Segment | None:
    """How the member takes part now; None for somebody who is not in."""
    return await segments.of_member(reader, chat_id=chat_id, user_id=user_id, today=today, new_since=_new_since(now))


async def reachable(reader: Reader, segment: Segment, *, chat_id: int, today: int, now: int) -> list[int]:
    """Members of a segment whom the bot may write to privately unasked."""
    return await segments.open_to_words(
        reader, chat_id=chat_id, segment=segment, today=today, new_since=_new_since(now)
    )


async def named(reader: Reader, list_: Named, *, chat_id: int) -> list[Listed]:
    """As of last night."""
    return await segments.listed(reader, list_, chat_id=chat_id)
