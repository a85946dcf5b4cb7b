"""The webhook: what Telegram posts is kept, and only then answered 200; reading it is the engine's."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from telegram import Bot

from bot import light
from bot.engine import Engine
from bot.network import raw

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (a header's name)
_MOST_BYTES = 1_000_000


class Arrivals:
    """Gathers what is posted while a batch is being kept, so that a burst shares commits."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._posted: asyncio.Queue[tuple[bytes, asyncio.Future[None]]] = asyncio.Queue()

    async def keep(self, body: bytes) -> None:
        """Until the update has been committed."""
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._posted.put_nowait((body, kept))
        await kept

    async def run(self) -> None:
        while True:
            posted = [await self._posted.get()]
            while not self._posted.empty():
                posted.append(self._posted.get_nowait())
            await self._engine.room()
            await self._engine.receive([body for body, _ in posted])
            for _, kept in posted:
                if not kept.done():
                    kept.set_result(None)


def application(arrivals: Arrivals, *, path: str, secret: str) -> web.Application:
    async def posted(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
            return web.Response(status=401, text="the secret token is missing or wrong")
        await arrivals.keep(await request.read())
        return web.Response()

    app = web.Application(client_max_size=_MOST_BYTES)
    app.router.add_post(path, posted)
    return app


@asynccontextmanager
async def listening(app: web.Application, *, host: str, port: int) -> AsyncIterator[None]:
    """Raises `OSError` when the port is taken."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield
    finally:
        await runner.cleanup()


async def announce(bot: Bot, *, url: str, secret: str) -> None:
    """Tell Telegram where to post. One connection: with more, updates of one chat would overtake each other."""
    await raw(
        bot,
        "setWebhook",
        {"url": url, "secret_token": secret, "max_connections": 1, "allowed_updates": list(light.KINDS)},
    )
    log.info("the webhook is set to %s", url)
