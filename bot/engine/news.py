"""What other workers changed in the store, read anew before anything is looked at or begun."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.engine.lifetime import Lifetime
from bot.engine.wiring import Wiring
from bot.state.chats import Chats
from bot.state.recent import Recent
from storage import news
from storage.database import Database
from storage.news import MIRRORED


class News:
    """Memory that mirrors the store is right for whoever has called `heed` since the change was committed."""

    def __init__(self, database: Database, wiring: Wiring, chats: Chats, lifetime: Lifetime) -> None:
        self._reads, self._wiring, self._chats, self._lifetime = database.reads, wiring, chats, lifetime
        self._heeded = 0
        self._one_by_one = asyncio.Lock()

    async def begin(self) -> None:
        """Before the store is read into memory."""
        self._heeded = await news.latest(self._reads)

    async def heed(self) -> None:
        async with self._one_by_one:
            fresh = await news.since(self._reads, self._heeded)
            if fresh:
                await self._renew({each.kind for each in fresh}, {each.chat_id for each in fresh if each.chat_id})
                self._heeded = fresh[-1].id

    async def _renew(self, kinds: set[str], chats: set[int]) -> None:
        features = [each for each in self._wiring.beginnings if not kinds.isdisjoint(each.mirrors)]
        if kinds - {"chats"} - {table for each in features for table in each.mirrors}:
            await self._chats.renew(self._reads)
        for chat_id in sorted(chats):
            await self._chats.renew_chat(self._reads, chat_id)
        await self._lifetime.renew(features)

    async def forget(self) -> None:
        """What was heard of groups that another worker saw to meanwhile is out of date."""
        self._chats.recent = Recent()
        await self._lifetime.renew([each for each in self._wiring.beginnings if each.mirrors])


def unknown(wiring: Wiring) -> Sequence[str]:
    """Tables that a feature mirrors, and whose changes nobody tells."""
    return [table for each in wiring.beginnings for table in each.mirrors if table not in MIRRORED]
