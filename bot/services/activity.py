"""Settling plain messages: who spoke, how often, on which local day; one upsert a member and batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.domain.activity import Heard, counted
from bot.domain.day import local_day
from bot.domain.people import Group, Person
from storage import people
from storage.database import Unit


async def settle(unit: Unit, heard: Sequence[Heard], group_of: Callable[[int], Group]) -> None:
    known = {each.user_id: Person(each.user_id, each.name, each.username) for each in heard}
    await people.keep_people(unit, known.values())
    await people.keep_spoken(unit, _spoken(heard))

    def day_of(chat_id: int, at: int) -> int:
        group = group_of(chat_id)
        return local_day(at, group.timezone, starts_at=group.day_starts_at)

    await people.keep_activity(unit, counted(heard, day_of))


def _spoken(heard: Sequence[Heard]) -> list[people.Spoken]:
    times: dict[tuple[int, int], list[int]] = {}
    for each in heard:
        times.setdefault((each.chat_id, each.user_id), []).append(each.at)
    return [people.Spoken(*who, messages=len(at), first_at=min(at), last_at=max(at)) for who, at in times.items()]
