"""The webhook: what Telegram posts is kept, and only then answered 200; reading it is the engine's."""

from __future__ import annotations

import asyncio
import hmac
import logging

from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from bot.botapi import fast_updates
from bot.botapi.client import raw
from bot.botapi.inbound import PATIENCE
from bot.engine.polling import PASSING, Patience
from bot.engine.receiver import Engine

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (a header's name)
_MOST_BYTES = 16_000_000
"""Whoever knows the secret may post that much: what is refused for its size comes again, before all others."""


class Arrivals:
    """Gathers what is posted while a batch is being kept, so that a burst shares commits."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._posted: asyncio.Queue[tuple[bytes, asyncio.Future[bool]]] = asyncio.Queue()
        self._in_hand: list[tuple[bytes, asyncio.Future[bool]]] = []
        self._is_closed = False

    async def keep(self, body: bytes) -> bool:
        """Until the update has been committed; False when the bot stops before that."""
        if self._is_closed:
            return False
        kept: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._posted.put_nowait((body, kept))
        return await kept

    async def run(self) -> None:
        try:
            while True:
                self._in_hand = [await self._posted.get()]
                self._take_all()
                await self._engine.room()
                await self._engine.receive([body for body, _ in self._in_hand])
                self._tell(is_kept=True)
        finally:
            self._is_closed = True
            self._take_all()
            self._tell(is_kept=False)

    def _take_all(self) -> None:
        while not self._posted.empty():
            self._in_hand.append(self._posted.get_nowait())

    def _tell(self, *, is_kept: bool) -> None:
        for _, kept in self._in_hand:
            if not kept.done():
                kept.set_result(is_kept)
        self._in_hand = []


def application(arrivals: Arrivals, *, path: str, secret: str) -> web.Application:
    async def posted(request: web.Request) -> web.Response:
        told = request.headers.get(SECRET_HEADER, "").encode(errors="replace")
        if not hmac.compare_digest(told, secret.encode()):
            return web.Response(status=401, text="the secret token is missing or wrong")
        try:
            async with asyncio.timeout(PATIENCE):
                body = await request.read()
        except TimeoutError:
            return web.Response(status=408, text="the update took too long to come")
        is_kept = await arrivals.keep(body)
        return web.Response() if is_kept else web.Response(status=503, text="the bot is stopping; try again")

    app = web.Application(client_max_size=_MOST_BYTES)
    app.router.add_post(path, posted)
    return app


async def announce(bot: Bot, *, url: str, secret: str) -> None:
    """Tell Telegram where to post. One connection: with more, updates of one chat would overtake each other."""
    params = {"url": url, "max_connections": 1, "allowed_updates": list(fast_updates.KINDS)}
    params |= {"secret_token": secret} if secret else {}
    patience = Patience()
    while True:
        try:
            await raw(bot, "setWebhook", params)
        except (BadRequest, InvalidToken):
            raise
        except PASSING as error:
            await patience.wait(error)
        else:
            break
    patience.over()
    log.info("the webhook is set to %s", url)
