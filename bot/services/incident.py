"""Something has come up in a group: opened, told further, closed; whoever posts of their own accord asks here first."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.people import Person
from bot.domain.refusals import Refusal
from storage import incident
from storage.database import Reader, Unit
from storage.incident import Incident, Note, Part, find, parts

__all__ = ["Incident", "Note", "Part", "find", "parts"]


class PartTaken(Refusal):
    """Somebody else has that role, or did that step. `name`."""

    key = "incident.taken"


@dataclass(frozen=True, slots=True)
class Timeline:
    """A matter with its timeline, oldest first."""

    incident: Incident
    notes: list[Note]


async def is_open(reader: Reader, *, chat_id: int) -> bool:
    """Whether the group has something on its hands: what is not urgent waits."""
    return await incident.running(reader, chat_id=chat_id) is not None


async def running(reader: Reader, *, chat_id: int) -> Timeline | None:
    found = await incident.running(reader, chat_id=chat_id)
    return Timeline(found, await incident.notes(reader, found)) if found else None


async def begin(unit: Unit, *, chat_id: int, title: str, by: int, at: int) -> Timeline | None:
    """None where one is open already."""
    found = await incident.begin(unit, chat_id=chat_id, title=title, by=by, at=at)
    return Timeline(found, []) if found else None


async def tell(unit: Unit, *, chat_id: int, words: str, by: int, at: int) -> Timeline | None:
    """With the new line; None where nothing is open."""
    found = await incident.running(unit, chat_id=chat_id)
    if found is None:
        return None
    await incident.note(unit, found, words=words, by=by, at=at)
    return Timeline(found, await incident.notes(unit, found))


async def close(unit: Unit, *, chat_id: int, words: str, by: int, at: int) -> Timeline | None:
    """The last line may be empty; None where nothing is open."""
    found = await incident.running(unit, chat_id=chat_id)
    if found is None or not await incident.close(unit, found, at=at):
        return None
    if words:
        await incident.note(unit, found, words=words, by=by, at=at)
    return Timeline(found, await incident.notes(unit, found))


async def drill(unit: Unit, *, chat_id: int, title: str, by: int, at: int) -> Incident | None:
    """Told to nobody but moderators, and nothing waits for it; None where one is under way."""
    return await incident.begin(unit, chat_id=chat_id, title=title, by=by, at=at, is_drill=True)


async def running_drill(reader: Reader, *, chat_id: int) -> Incident | None:
    return await incident.running(reader, chat_id=chat_id, is_drill=True)


async def end_drill(unit: Unit, one: Incident, *, at: int) -> bool:
    """Whether it was still under way."""
    return await incident.close(unit, one, at=at)


async def toggle(unit: Unit, one: Incident, part: str, *, person: Person, at: int) -> None:
    """Somebody takes a role or does a step; pressed again they give it back. Raises PartTaken."""
    if await incident.give_back(unit, one.id, part, user_id=person.id):
        return
    if not await incident.take(unit, one.id, part, user_id=person.id, name=person.name, at=at):
        found = [each for each in await incident.parts(unit, one.id) if each.part == part]
        raise PartTaken(name=found[0].name if found else "")
