"""Newcomers: kept as they come, greeted together and once, by a group's own words where it has some."""

from __future__ import annotations

from bot.domain.welcome import CALM_AFTER, MINUTE, NAMED, RAID, Crowd
from storage import welcome
from storage.database import Reader, Unit
from storage.welcome import Coming

GREET = "welcome"
"""The kind of timer that greets a group's newcomers; its key is the group's id."""

came = welcome.came
own_words = welcome.own_words
write = welcome.write
forget_words = welcome.forget_words
first_waiting = welcome.first_waiting
came_since = welcome.came_since

__all__ = ["GREET", "Coming", "came", "came_since", "first_waiting", "forget_words", "own_words", "take_all", "write"]


async def goes_on(reader: Reader, *, chat_id: int, now: int) -> bool:
    """Whether so many still come that it is no time to greet anybody; not for ever."""
    if await welcome.came_since(reader, chat_id=chat_id, since=now - MINUTE) < RAID:
        return False
    return await welcome.first_waiting(reader, chat_id=chat_id) > now - CALM_AFTER


async def take_all(unit: Unit, *, chat_id: int, at: int, is_greeted: bool) -> Crowd:
    """Everybody who waits and has passed the gate, from now on greeted or passed over; who is removed goes unnamed."""
    crowd = await welcome.waiting(unit, chat_id=chat_id, named=NAMED)
    await welcome.greeted(unit, chat_id=chat_id, state="greeted" if is_greeted else "silent", at=at)
    return crowd
