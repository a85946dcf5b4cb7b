"""Promises to a group: given, moved with a reason, kept or taken back; telling of them is the handlers'."""

from __future__ import annotations

from bot.domain.people import Person
from bot.domain.promises import Promise, PromiseIsOver, Rate, UnknownPromise, rate_of
from storage import people, promises
from storage.database import Reader, Unit

all_of = promises.all_of


async def make(unit: Unit, owner: Person, *, chat_id: int, words: str, due_at: int, now: int) -> Promise:
    """Who gives it in the group's name is not told."""
    is_named = owner.kind == "member"
    if is_named:
        await people.keep_people(unit, [owner])
    owner_id = owner.id if is_named else 0
    number = await promises.make(unit, chat_id=chat_id, owner_id=owner_id, words=words, due_at=due_at, now=now)
    return await promise(unit, number)


async def promise(reader: Reader, number: int, *, chat_id: int = 0) -> Promise:
    """With a chat's id only where it is that group's. Raises UnknownPromise."""
    found = await promises.promise(reader, number)
    if found is None or chat_id not in (0, found.chat_id):
        raise UnknownPromise(number=number)
    return found


async def keep(unit: Unit, number: int, *, now: int) -> Promise:
    """Raises PromiseIsOver."""
    if not await promises.end(unit, number, state="kept", reason="", now=now):
        raise PromiseIsOver(number=number)
    return await promise(unit, number)


async def drop(unit: Unit, number: int, *, reason: str, now: int) -> Promise:
    """Raises PromiseIsOver."""
    if not await promises.end(unit, number, state="dropped", reason=reason, now=now):
        raise PromiseIsOver(number=number)
    return await promise(unit, number)


async def move(unit: Unit, number: int, *, due_at: int, reason: str, by: int, now: int) -> Promise:
    """Raises PromiseIsOver, also where somebody else was quicker."""
    if not await promises.move(unit, await promise(unit, number), due_at=due_at, reason=reason, by=by, now=now):
        raise PromiseIsOver(number=number)
    return await promise(unit, number)


async def rate(reader: Reader, *, chat_id: int, since: int, until: int) -> Rate:
    """Of what fell due between the moments, as it stood at the later one."""
    return rate_of(await promises.fell_due(reader, chat_id=chat_id, since=since, until=until), now=until)
