"""Newcomers: kept as they come, greeted together and once, by a group's own words where it has some."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.welcome import CALM_AFTER, MINUTE, NAMED, RAID, Crowd
from storage import queues, welcome
from storage.database import Reader, Unit
from storage.queues import Timer
from storage.welcome import Coming

GREET = "welcome"
"""The kind of timer that greets a group's newcomers; its key is the group's id."""

came = welcome.came
own_words = welcome.own_words
write = welcome.write
forget_words = welcome.forget_words
came_since = welcome.came_since

__all__ = ["GREET", "Coming", "came", "came_since", "forget_words", "let_in", "own_words", "take_all", "write"]


async def let_in(unit: Unit, *, chat_id: int, user_id: int, at: int) -> bool:
    """Whoever passed the gate is greeted with the next; whether they were held until now.

    Whoever is removed by it needs no word: who is not in the group is not greeted.
    """
    if not await welcome.let_in(unit, chat_id=chat_id, user_id=user_id):
        return False
    await queues.set_timers_once(unit, [Timer(GREET, str(chat_id), chat_id, at, "null")])
    return True


async def goes_on(reader: Reader, *, chat_id: int, now: int) -> bool:
    """Whether so many still come that it is no time to greet anybody; not for ever."""
    if await welcome.came_since(reader, chat_id=chat_id, since=now - MINUTE) < RAID:
        return False
    return await welcome.first_waiting(reader, chat_id=chat_id) > now - CALM_AFTER


async def take_all(unit: Unit, *, chat_id: int, at: int, is_greeted: bool) -> Crowd:
    """Everybody who waits, from now on greeted or passed over."""
    found = await welcome.waiting(unit, chat_id=chat_id, named=NAMED)
    await welcome.greeted(unit, chat_id=chat_id, state="greeted" if is_greeted else "silent", at=at)
    return found


def at_once(comings: Iterable[Coming]) -> dict[int, int]:
    """By chat when the first of them came who is to be greeted."""
    first: dict[int, int] = {}
    for each in comings:
        if each.state == "waiting":
            first[each.chat_id] = min(each.at, first.get(each.chat_id, each.at))
    return first
