"""Groups that became supergroups while nobody listened: Telegram keeps that news for a day only, so it is asked for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

from telegram import Bot
from telegram.error import ChatMigrated, TelegramError

from bot.botapi.client import raw
from bot.botapi.fast_updates import Update
from bot.state.chats import Chats

log = logging.getLogger(__name__)

_PATIENCE = 10.0
_AT_ONCE = 10
"""Questions to Telegram under way at a time, and seconds to wait for an answer."""


class UnheardMoves:
    """Where a supergroup turns up that was never met, each basic group is asked whether it is that one now."""

    def __init__(self, bot: Bot, chats: Chats) -> None:
        self._bot, self._chats = bot, chats

    async def among(self, news: Iterable[Update], told: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Old and new id of each; nobody is asked about a move that the same batch tells of."""
        arrived = {new for _, new in told}
        unknown = {each.chat.id for each in news if each.chat is not None and each.chat.type == "supergroup"}
        if not any(not self._chats.knows(each) for each in unknown - arrived):
            return []
        limit = asyncio.Semaphore(_AT_ONCE)
        basic = [each for each in self._chats.groups() if self._chats.group(each).kind == "group"]
        moved = await asyncio.gather(*(self._now_at(each, limit) for each in basic))
        return [(old, new) for old, new in zip(basic, moved, strict=True) if new]

    async def _now_at(self, chat_id: int, limit: asyncio.Semaphore) -> int:
        """0 where the group is still what it was, or Telegram does not tell."""
        try:
            async with limit:
                await raw(self._bot, "getChat", {"chat_id": chat_id}, _PATIENCE)
        except ChatMigrated as error:
            log.info("group %d has become %d, which nobody told", chat_id, error.new_chat_id)
            return error.new_chat_id
        except TelegramError:
            pass
        return 0
