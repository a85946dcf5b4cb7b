"""Where words for moderators and operators go; what is said there is the caller's business."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.people import Person
from bot.services import topics
from storage import desk
from storage.database import Reader, Unit


@dataclass(frozen=True, slots=True)
class Destination:
    """A chat and, in a forum, a topic of it (0: none, or General)."""

    chat_id: int
    topic: int = 0


@dataclass(frozen=True, slots=True)
class Bound:
    """Where the settings put the desk: the topic by its number, or by the name it goes by."""

    chat_id: int
    topic: int | str = 0


async def moderators(reader: Reader, *, chat_id: int, configured: Bound | None = None) -> list[Destination]:
    """The group's own desk where it has one, else privately each administrator who began a chat with the bot."""
    if configured is not None and configured.chat_id:
        topic = await topics.thread_of(reader, configured.topic, chat_id=configured.chat_id)
        return [Destination(configured.chat_id, topic)]
    return [Destination(each) for each in await desk.administrators_in_private(reader, chat_id=chat_id)]


async def administrators(reader: Reader, *, chat_id: int) -> list[Person]:
    """The group's administrators whom the bot knows by name."""
    return await desk.administrators(reader, chat_id=chat_id)


async def reachable(reader: Reader, people: Collection[int]) -> list[int]:
    """Those of them whose private chat with the bot is open."""
    return await desk.reachable(reader, people)


async def moderators_to_tell(
    unit: Unit, *, chat_id: int, once_key: str, now: int, configured: Bound | None = None
) -> list[Destination]:
    """Where to tell the group's moderators of `once_key`; nowhere when they were told already.

    With nobody to tell it counts as not told.
    """
    destinations = await moderators(unit, chat_id=chat_id, configured=configured)
    if destinations and await desk.first_notice(unit, chat_id=chat_id, key=once_key, now=now):
        return destinations
    return []


async def operators_to_tell(unit: Unit, operators: Collection[int], *, once_key: str, now: int) -> list[Destination]:
    """Where to tell the operators of `once_key`, once; those who never wrote to the bot cannot be reached."""
    destinations = [Destination(each) for each in await desk.reachable(unit, operators)]
    if destinations and await desk.first_notice(unit, chat_id=0, key=once_key, now=now):
        return destinations
    return []


async def is_first(unit: Unit, *, chat_id: int, key: str, now: int) -> bool:
    """Whether a group's moderators were not told of that before; from now on they were."""
    return await desk.first_notice(unit, chat_id=chat_id, key=key, now=now)
