"""What Telegram lately said that a chat does not take: in memory, and kept over a restart."""

from __future__ import annotations

from typing import Final

from storage import limits
from storage.database import Database

DAY: Final = 86_400
"""Seconds after which what was refused is tried once more: administrators may have allowed it."""


class Limits:
    """`now` is the clock's, epoch seconds."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._until: dict[tuple[int, str], int] = {}

    async def load(self, *, now: int) -> None:
        """Take up what was learnt before a restart."""
        for each in await limits.standing(self._database.reads, now=now):
            self._until[each.chat_id, each.kind] = each.until

    def all_of(self, kind: str) -> dict[int, int]:
        """Until when it holds, by chat."""
        return {chat_id: until for (chat_id, known), until in self._until.items() if known == kind}

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

    def moved(self, old: int, new: int) -> None:
        for chat_id, kind in [each for each in self._until if each[0] == old]:
            self._until[new, kind] = self._until.pop((chat_id, kind))
