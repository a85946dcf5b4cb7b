"""Long polling: ask for a batch, have it kept, then ask from the next offset on; reading it is the engine's."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

import msgspec
from telegram import Bot
from telegram.error import Conflict, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.botapi import batches, fast_updates
from bot.botapi.client import pause_of, raw
from bot.botapi.loose import UNREADABLE
from bot.engine.hearing import Hearing
from bot.engine.receiver import Engine

log = logging.getLogger(__name__)

_BATCH = 100
_WAIT = 50
"""Updates a batch and seconds a poll, the most the Bot API takes."""

_TRIES = 2
"""Unreadable answers before the update that is in one of them alone is set aside: it may be read the next time."""

_LONGEST_PAUSE = 30.0

_HOOKED = "webhook is active"
"""Telegram's word that somebody set a webhook: nothing is told to those who ask."""

PASSING = (NetworkError, RetryAfter, Conflict, Forbidden)
"""What Telegram's side may get over; a refused token is none of these."""


class Patience:
    """How long to wait before the next attempt; says in plain words when a trouble begins, and when it is over."""

    def __init__(self) -> None:
        self._pause = 0.0
        self._kind: type[Exception] | None = None

    async def wait(self, error: Exception) -> None:
        if type(error) is not self._kind:
            self._kind = type(error)
            log.warning("%s", _plainly(error))
        if isinstance(error, RetryAfter):
            await asyncio.sleep(pause_of(error))
            return
        self._pause = min(_LONGEST_PAUSE, max(0.5, self._pause * 2))
        await asyncio.sleep(self._pause)

    def over(self) -> None:
        if self._kind is not None:
            log.info("Telegram answers again")
        self._pause, self._kind = 0.0, None


def _plainly(error: Exception) -> str:
    if isinstance(error, Conflict):
        return (
            "another program is using this bot's token (it asks for updates too, or has set a webhook): only one may "
            "run at a time. Stop the other one, or revoke the token at @BotFather; this one keeps trying"
        )
    if isinstance(error, RetryAfter):
        return f"Telegram asks for a pause ({error.message}); going on after it"
    if isinstance(error, TelegramError):
        return f"Telegram cannot be reached ({error.message}); trying again until it can"
    return f"Telegram's answer cannot be read ({error}); asking again"


async def poll(bot: Bot, engine: Engine, hearing: Hearing) -> None:
    """For ever. No offset is kept between runs: Telegram returns what was not confirmed, and repeats are known by id.

    A webhook that somebody sets meanwhile is dropped like one of an earlier run.

    Raises `telegram.error.InvalidToken` when the token is not (or no longer) good.
    """
    await _drop_webhook(bot)
    offset, patience, asking = 0, Patience(), _Asking(bot)
    while True:
        await engine.room()
        try:
            batch = await asking.batch(offset)
        except (*PASSING, *UNREADABLE) as error:
            if isinstance(error, Conflict):
                hearing.deaf(_plainly(error))
            await patience.wait(error)
            if isinstance(error, Conflict) and _HOOKED in error.message:
                await _drop_webhook(bot)
            continue
        patience.over()
        hearing.heard()
        highest = await engine.receive(batch)
        if highest is not None:
            offset = highest + 1
        elif batch:
            await asyncio.sleep(1)  # not one had an id to confirm: Telegram will send them again at once
        else:
            offset = 0  # all is confirmed by now, and after a quiet week ids begin anew, maybe below the old offset


class _Asking:
    """After an answer that cannot be divided into updates they are asked for one by one, and a bad one is set aside."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._unread = 0

    async def batch(self, offset: int) -> Sequence[bytes | msgspec.Raw]:
        """The updates from `offset` on. Raises `telegram.error` or one of UNREADABLE: ask again."""
        answer = await self._ask(offset, limit=1 if self._unread else _BATCH)
        try:
            batch = batches.decode_batch(answer)
        except UNREADABLE:
            self._unread += 1
            if self._unread <= _TRIES or batches.id_of(answer) is None:
                raise
            batch = [answer]
        self._unread = 0
        return batch

    async def _ask(self, offset: int, *, limit: int) -> bytes:
        params = {"offset": offset, "limit": limit, "timeout": _WAIT, "allowed_updates": list(fast_updates.KINDS)}
        return await raw(self._bot, "getUpdates", params, timeout=_WAIT + 10)


async def _drop_webhook(bot: Bot) -> None:
    """A webhook set by an earlier run would keep polling out; nothing that waits is dropped."""
    patience = Patience()
    while True:
        try:
            await raw(bot, "deleteWebhook", {"drop_pending_updates": False})
        except PASSING as error:
            await patience.wait(error)
        else:
            patience.over()
            return
