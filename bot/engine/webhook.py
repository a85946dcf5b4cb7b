"""The webhook: what Telegram posts is kept, and only then answered 200; reading it is the engine's."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import logging
import time
from typing import TypeAlias
from urllib.parse import unquote

import msgspec
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from bot.botapi import batches, fast_updates
from bot.botapi.client import asked, raw
from bot.botapi.inbound import PATIENCE
from bot.engine.hearing import Hearing
from bot.engine.polling import PASSING, Patience
from bot.engine.receiver import Engine
from bot.engine.reordering import Reordering

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (a header's name)
_A_MINUTE = 60
_MOST_BYTES = 16_000_000
"""Whoever knows the secret may post that much: what is refused for its size comes again, before all others."""

CONNECTIONS = 40
"""Telegram's own default: so many updates are on their way at a time, each of another chat, person or poll."""

Posted: TypeAlias = tuple[bytes, asyncio.Future[bool]]


class Arrivals:
    """Puts what is posted in order, and gathers it while a batch is being kept, so that a burst shares commits."""

    def __init__(self, engine: Engine) -> None:
        self.waiting = Reordering[Posted](most=CONNECTIONS)
        self._engine = engine
        self._in_hand: list[Posted] = []
        self._came = asyncio.Event()
        self._is_closed = False

    async def keep(self, body: bytes) -> bool:
        """Until the update has been committed; False when the bot stops before that."""
        if self._is_closed:
            return False
        loop = asyncio.get_running_loop()
        kept: asyncio.Future[bool] = loop.create_future()
        self.waiting.put((body, kept), batches.id_of(body), now=loop.time())
        self._came.set()
        return await kept

    async def run(self) -> None:
        try:
            while True:
                await self._something_is_due()
                await self._engine.room()
                self._in_hand = self.waiting.due(asyncio.get_running_loop().time())
                if self._in_hand:
                    await self._engine.receive([body for body, _ in self._in_hand])
                    self._tell(is_kept=True)
        finally:
            self._is_closed = True
            self._in_hand += self.waiting.all()
            self._tell(is_kept=False)

    async def _something_is_due(self) -> None:
        loop = asyncio.get_running_loop()
        while (due_at := self.waiting.due_at(loop.time())) is None or due_at > loop.time():
            self._came.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(due_at):
                    await self._came.wait()

    def _tell(self, *, is_kept: bool) -> None:
        for _, kept in self._in_hand:
            if not kept.done():
                kept.set_result(is_kept)
        self._in_hand = []


class Refused:
    """Posts that were turned away, said in the log at most once a minute: a wrong address is seen nowhere else."""

    def __init__(self) -> None:
        self._said: dict[str, float] = {}

    def tell(self, why: str) -> None:
        if time.monotonic() - self._said.get(why, -_A_MINUTE) >= _A_MINUTE:
            self._said[why] = time.monotonic()
            log.warning("somebody posted to the webhook and was turned away: %s", why)


def application(arrivals: Arrivals, *, path: str, secret: str) -> web.Application:
    """`path` as it is written in an address, percent signs and braces included."""
    expected, refused = unquote(path), Refused()

    async def posted(request: web.Request) -> web.Response:
        if request.path != expected:
            refused.tell(f"it is at {path}, and another path was asked for; see telegram.webhook.path")
            return web.Response(status=404, text="nothing is here")
        header = request.headers.get(SECRET_HEADER, "").encode(errors="replace")
        if not hmac.compare_digest(header, secret.encode()):
            refused.tell("the secret token was missing or wrong; see telegram.webhook.secret")
            return web.Response(status=401, text="the secret token is missing or wrong")
        try:
            async with asyncio.timeout(PATIENCE):
                body = await request.read()
        except TimeoutError:
            return web.Response(status=408, text="the update took too long to come")
        is_kept = await arrivals.keep(batches.storable(body))
        return web.Response() if is_kept else web.Response(status=503, text="the bot is stopping; try again")

    app = web.Application(client_max_size=_MOST_BYTES)
    app.router.add_post("/{anything:.*}", posted)
    return app


async def announce(bot: Bot, *, url: str, secret: str) -> None:
    """Tell Telegram where to post."""
    params = {"url": url, "max_connections": CONNECTIONS, "allowed_updates": list(fast_updates.KINDS)}
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


class _Info(msgspec.Struct):
    """What Telegram says of the webhook; the last error is epoch seconds and words, 0 and none without any."""

    url: str = ""
    pending_update_count: int = 0
    last_error_date: int = 0
    last_error_message: str = ""


async def watch(bot: Bot, hearing: Hearing, *, url: str, secret: str) -> None:
    """For ever: whether Telegram still posts here, and gets through."""
    seen = 0
    while True:
        try:
            seen = await look(bot, hearing, url=url, secret=secret, seen=seen)
        except InvalidToken:
            hearing.deaf("Telegram does not take the token any longer")
        except PASSING as error:
            log.warning("Telegram does not say how the webhook is: %s", error)
        await asyncio.sleep(_A_MINUTE)


async def look(bot: Bot, hearing: Hearing, *, url: str, secret: str, seen: int) -> int:
    """One look; the moment of Telegram's last error, which `seen` is that of the look before.

    A webhook that somebody took away or set elsewhere is set again: there is one bot for a token.
    """
    info = await asked(bot, "getWebhookInfo", {}, _Info)
    if info.url != url:
        why = f"somebody set the webhook to {info.url or 'nowhere'}; it is set to {url} again"
        log.warning("%s", why)
        hearing.deaf(why)
        await announce(bot, url=url, secret=secret)
    elif info.last_error_date > seen and info.pending_update_count:
        why = f"Telegram cannot deliver to {url}: {info.last_error_message}"
        log.warning("%s", why)
        hearing.deaf(why)
    else:
        hearing.heard()
    return info.last_error_date
