"""What Telegram lately said that a chat does not take, and pauses it asked for: in memory, and kept over a restart."""

from __future__ import annotations

from typing import Final

from storage import limits
from storage.database import Database

DAY: Final = 86_400
"""Seconds after which what was refused is tried once more: administrators may have allowed it."""

PAUSE: Final = "pause"
_WORTH_KEEPING: Final = 10
"""Seconds; a shorter pause is over before a restart is."""


class Limits:
    """`now` is the clock's, epoch seconds."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._until: dict[tuple[int, str], int] = {}

    async def load(self, *, now: int) -> dict[int, int]:
        """Chats that rest, and for how many seconds yet."""
        for each in await limits.standing(self._database.reads, now=now):
            self._until[each.chat_id, each.kind] = each.until
        resting = {chat: until - now for (chat, kind), until in self._until.items() if kind == PAUSE}
        return {chat: seconds for chat, seconds in resting.items() if seconds <= DAY}

    def forbids(self, chat_id: int, kind: str, *, now: int) -> bool:
        """What was learnt while the clock was ahead is not believed."""
        return bool(kind) and 0 < self._until.get((chat_id, kind), 0) - now <= DAY

    async def learn(self, chat_id: int, kind: str, *, until: int) -> None:
        """Of private chats nothing is kept in the store: their ids are people's."""
        self._until[chat_id, kind] = until
        if chat_id > 0:
            return
        async with self._database.unit() as unit:
            await limits.keep(unit, chat_id=chat_id, kind=kind, until=until)

    async def pause(self, chat_id: int, seconds: float, *, now: int) -> None:
        if seconds >= _WORTH_KEEPING:
            await self.learn(chat_id, PAUSE, until=now + int(seconds))

    def moved(self, old: int, new: int) -> None:
        for chat_id, kind in [each for each in self._until if each[0] == old]:
            self._until[new, kind] = self._until.pop((chat_id, kind))
