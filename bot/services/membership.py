"""Who comes, goes, rises and steps down: kept as Telegram tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from bot.domain.passages import Passage, in_runs
from bot.domain.people import Person
from bot.domain.rights import Rights
from storage import people, rights
from storage.database import Reader, Unit
from storage.people import Presence


class _HasUser(Protocol):
    @property
    def user_id(self) -> int: ...


_Someone = TypeVar("_Someone", bound=_HasUser)


async def changed(unit: Unit, person: Person, found: Rights, *, chat_id: int, is_in: bool, at: int) -> None:
    """A member's standing: in or out, and what they may do if they are an administrator."""
    if is_in:
        await came(unit, person, chat_id=chat_id, at=at)
    else:
        await went(unit, chat_id=chat_id, user_id=person.id, at=at)
    if found.is_administrator:
        await rights.keep(unit, [(person.id, found)], chat_id=chat_id)
    else:
        await rights.drop(unit, chat_id=chat_id, user_id=person.id)


async def known(reader: Reader, *, user_id: int) -> Person | None:
    """By their last known name."""
    return await people.person(reader, user_id=user_id)


async def met(unit: Unit, person: Person) -> None:
    """Whether they are in a group is another matter."""
    await people.keep_people(unit, [person])


async def passed(unit: Unit, passages: Sequence[Passage]) -> None:
    """Who is in and who is out, of a whole batch: none of them is an administrator."""
    await people.keep_people(unit, {each.person.id: each.person for each in passages if each.is_in}.values())
    for is_in, run in in_runs(passages):
        joining = [Presence(*each.pair, each.at) for each in run]
        if is_in:
            await people.joined(unit, joining)
        else:
            await people.left(unit, joining)
    await rights.drop_all(unit, [each.pair for each in passages])


async def heard(unit: Unit, person: Person, *, chat_id: int, at: int) -> None:
    """They gave a command in the group."""
    await people.keep_people(unit, [person])
    await people.heard_here(unit, chat_id=chat_id, user_id=person.id, at=at)


async def came(unit: Unit, person: Person, *, chat_id: int, at: int) -> None:
    await people.keep_people(unit, [person])
    await people.joined(unit, [Presence(chat_id, person.id, at)])


async def went(unit: Unit, *, chat_id: int, user_id: int, at: int) -> None:
    """Out of the group, and no administrator of it any more."""
    await people.left(unit, [Presence(chat_id, user_id, at)])
    await rights.drop(unit, chat_id=chat_id, user_id=user_id)


async def found(unit: Unit, person: Person, *, chat_id: int, is_in: bool, at: int) -> None:
    """Telegram was asked, and said so."""
    await people.keep_people(unit, [person])
    await people.found(unit, chat_id=chat_id, user_id=person.id, is_in=is_in, at=at)
    if not is_in:
        await rights.drop(unit, chat_id=chat_id, user_id=person.id)


async def still_in(reader: Reader, found: Iterable[_Someone], *, chat_id: int) -> list[_Someone]:
    """Those of them who are not known to have left: the others are neither named nor paid."""
    return [each for each in found if not await people.has_left(reader, chat_id=chat_id, user_id=each.user_id)]


async def distrust(unit: Unit, *, chat_id: int) -> None:
    """The bot's own standing changed: it may have missed what happened to the administrators."""
    await rights.ask_again(unit, chat_id=chat_id)
