"""Finding whom a command means by @name or id, and in which groups; reading the message is the handler's."""

from __future__ import annotations

from bot.domain.people import Person
from bot.domain.refusals import TargetIsBot, UnknownMember
from storage import people
from storage.database import Reader


async def by_username(reader: Reader, *, chat_id: int, username: str, may_be_gone: bool = False) -> Person:
    """`username` without its @. Raises UnknownMember for whoever is not in the group, TargetIsBot for a bot.

    `may_be_gone`: whoever was met there once will do.
    """
    person = await people.person_by_username(reader, username=username)
    return await _met(reader, person, chat_id=chat_id, seen=f"@{username}", may_be_gone=may_be_gone)


async def by_id(reader: Reader, *, chat_id: int, user_id: int, may_be_gone: bool = False) -> Person:
    person = await people.person(reader, user_id=user_id)
    return await _met(reader, person, chat_id=chat_id, seen=str(user_id), may_be_gone=may_be_gone)


async def _met(reader: Reader, person: Person | None, *, chat_id: int, seen: str, may_be_gone: bool) -> Person:
    if person is not None and person.kind == "bot":
        raise TargetIsBot
    if person is None or not await _is_of(reader, person, chat_id=chat_id, may_be_gone=may_be_gone):
        raise UnknownMember(seen=seen)
    return person


async def _is_of(reader: Reader, person: Person, *, chat_id: int, may_be_gone: bool) -> bool:
    if may_be_gone:
        return bool(await people.states(reader, [(chat_id, person.id)]))
    return chat_id in await groups_of(reader, user_id=person.id)


async def named(reader: Reader, *, user_id: int) -> str:
    """Their last known name; empty for nobody we know."""
    person = await people.person(reader, user_id=user_id)
    return person.name if person else ""


async def groups_of(reader: Reader, *, user_id: int) -> list[int]:
    """Chat ids of the groups the person was met in and has not left."""
    return [chat.id for chat in await people.groups_of(reader, user_id=user_id)]


async def seen_lately(reader: Reader, *, chat_id: int, limit: int = 40) -> list[Person]:
    """Members to choose from, whoever spoke last first."""
    return await people.seen_lately(reader, chat_id=chat_id, limit=limit)


async def is_known(reader: Reader, *, username: str) -> bool:
    """Whether somebody who was met goes by that name, bots among them."""
    return await people.person_by_username(reader, username=username) is not None
