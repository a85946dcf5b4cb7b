"""How updates come in: Telegram is reached, then asked again and again, or it posts to an address of ours."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from urllib.parse import urlsplit

import telegram

from bot.botapi.client import Me, who_am_i
from bot.botapi.inbound import listening
from bot.config.tables import Webhook
from bot.engine import polling, webhook
from bot.engine.hearing import Hearing
from bot.engine.receiver import Engine
from bot.sealing import Sealing


@contextlib.asynccontextmanager
async def initialised(bot: telegram.Bot) -> AsyncIterator[None]:
    await bot.request.initialize()
    try:
        yield
    finally:
        await bot.request.shutdown()


async def self_of(bot: telegram.Bot) -> Me:
    """Who the bot is, asked until Telegram can be reached."""
    patience = polling.Patience()
    while True:
        try:
            me = await who_am_i(bot)
        except polling.PASSING as error:
            await patience.wait(error)
        else:
            patience.over()
            return me


async def by_polling(bot: telegram.Bot, engine: Engine, hearing: Hearing, *, on_ready: Callable[[], None]) -> None:
    on_ready()
    await polling.poll(bot, engine, hearing)


async def by_webhook(
    bot: telegram.Bot,
    engine: Engine,
    hearing: Hearing,
    *,
    told: Webhook,
    sealing: Sealing,
    on_ready: Callable[[], None],
) -> None:
    host, _, port = told.listen.rpartition(":")
    secret = told.secret.get_secret_value() or sealing.mark("webhook")
    arrivals = webhook.Arrivals(engine)
    path = told.path or urlsplit(told.public_url).path or "/"
    served = webhook.application(arrivals, path=path, secret=secret)
    async with listening(served, host=host.strip("[]"), port=int(port)):
        await webhook.announce(bot, url=told.public_url, secret=secret)
        on_ready()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(webhook.watch(bot, hearing, url=told.public_url, secret=secret))
            tasks.create_task(arrivals.run())
