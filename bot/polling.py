"""Long polling: ask for a batch, have it kept, then ask from the next offset on; reading it is the engine's."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError

from bot import light
from bot.engine import Engine
from bot.network import raw

log = logging.getLogger(__name__)

_BATCH = 100
_WAIT = 50
"""Updates a batch and seconds a poll, the most the Bot API takes."""

_LONGEST_PAUSE = 30.0


async def poll(bot: Bot, engine: Engine) -> None:
    """For ever. No offset is kept between runs: Telegram returns what was not confirmed, and repeats are known by id.

    Raises `telegram.error.InvalidToken` when the token is not (or no longer) good.
    """
    await _drop_webhook(bot)
    offset, pause = 0, 0.0
    while True:
        await engine.room()
        try:
            batch = light.decode_batch(await _ask(bot, offset))
        except (NetworkError, RetryAfter, Conflict) as error:
            pause = report(error, pause)
            await asyncio.sleep(pause)
            continue
        pause = 0.0
        highest = await engine.receive(batch)
        if highest is not None:
            offset = highest + 1
        elif batch:
            await asyncio.sleep(1)  # not one had an id to confirm: Telegram will send them again at once


async def _ask(bot: Bot, offset: int) -> bytes:
    params = {"offset": offset, "limit": _BATCH, "timeout": _WAIT, "allowed_updates": list(light.KINDS)}
    return await raw(bot, "getUpdates", params, timeout=_WAIT + 10)


def report(error: TelegramError, pause: float) -> float:
    """Say it once in plain words when it begins; the pause before the next attempt, in seconds."""
    if isinstance(error, RetryAfter):
        after = error._retry_after
        return after.total_seconds()
    if not pause and isinstance(error, Conflict):
        log.error(
            "another program is asking for this bot's updates: only one may run with a token at a time. "
            "Stop the other one (or revoke the token at @BotFather); this one keeps trying."
        )
    elif not pause:
        log.warning("Telegram cannot be reached (%s); trying again until it can", error)
    return min(_LONGEST_PAUSE, max(0.5, pause * 2))


async def _drop_webhook(bot: Bot) -> None:
    """A webhook set by an earlier run would keep polling out; nothing that waits is dropped."""
    pause = 0.0
    while True:
        try:
            await raw(bot, "deleteWebhook", {"drop_pending_updates": False})
        except (NetworkError, RetryAfter) as error:
            pause = report(error, pause)
            await asyncio.sleep(pause)
        else:
            return
