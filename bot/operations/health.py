"""Health and metrics for machines, on loopback: whether each bot of this process works, and numbers about it."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.botapi.inbound import CannotListenError, listening
from bot.clock import FAR, Clock
from bot.engine.hearing import Hearing
from bot.operations.metrics import Reading, metrics
from bot.services import condition, usage
from bot.services.condition import Condition
from storage.database import Database
from storage.errors import StoreTroubleError

log = logging.getLogger(__name__)

_STUCK = 300
"""Seconds an update or a message may wait before somebody should look."""

_AGAIN = 2.0
"""Seconds before a port in use is tried again."""

_PATIENCE = 3.0
"""Seconds a bot's store has for an answer; whoever asks waits for the slowest of them."""


def faults(now: Condition, hearing: Hearing, *, behind: int = 0, is_frozen: bool = False) -> list[str]:
    """What is wrong, in words for an operator; nothing where all is well. `behind` is the clock's.

    A frozen bot is to wait.
    """
    found = hearing.faults()
    if abs(behind) > FAR:
        found.append(f"this machine's clock is {abs(behind)} s from Telegram's: what is due by time waits")
    if is_frozen:
        return found
    if now.oldest_waiting > _STUCK:
        found.append(f"an update has waited for {now.oldest_waiting} s")
    if now.oldest_unsent > _STUCK:
        found.append(f"a message has waited for {now.oldest_unsent} s")
    return found


@dataclass(frozen=True, slots=True)
class Probe:
    """Looks at a running bot."""

    database: Database
    clock: Clock
    hearing: Hearing

    async def faults(self, *, is_frozen: bool) -> list[str]:
        return faults(await self._condition(), self.hearing, behind=self.clock.behind, is_frozen=is_frozen)

    async def number(self) -> dict[str, int]:
        """How many workers share the store, where several may."""
        workers = self.database.workers
        return {} if workers is None else {"workers": await workers.number()}

    async def reading(self) -> Reading:
        now, size = await self._condition(), await self.database.reads.size()
        used = await usage.of(self.database.slow, now=self.clock.now())
        is_frozen = await self.database.is_frozen()
        return Reading(now, used, size, self.database.engine, self.hearing.silent_for(), is_frozen)

    async def _condition(self) -> Condition:
        return await condition.of(self.database.reads, now=self.clock.now(), with_check=False)


class Board:
    """The bots of this process by their names: those at work are looked at, of others `faults` says what keeps them.

    The only one's name is "": it listens while it is at work, several are answered for by one page of the process.
    """

    def __init__(self, listen: str = "", *, names: Iterable[str] = ("",)) -> None:
        self._listen, self._names = listen, tuple(names)
        self._probes: dict[str, Probe] = {}
        self.faults: dict[str, str] = {}

    @asynccontextmanager
    async def showing(self, bot: str, probe: Probe) -> AsyncIterator[None]:
        self._probes[bot] = probe
        try:
            async with watched(self._listen, application(self)):
                yield
        finally:
            del self._probes[bot]

    async def health(self) -> dict[str, Any]:
        """How the only one is, or each of several and all of them together."""
        each = dict(zip(self._names, await asyncio.gather(*map(self._health_of, self._names)), strict=True))
        if "" in each:
            return each[""]
        running = [one for one in each.values() if one["running"]]
        return {
            "ok": all(one["ok"] for one in each.values()),
            "frozen": bool(running) and all(one["frozen"] for one in running),
            "faults": [f"{name}: {fault}" for name, one in each.items() for fault in one["faults"]],
            "bots": each,
        }

    async def _health_of(self, bot: str) -> dict[str, Any]:
        probe = self._probes.get(bot)
        if probe is None:
            wrong = [self.faults[bot]] if bot in self.faults else []
            return {"ok": not wrong, "frozen": False, "faults": wrong, "running": False}
        number: dict[str, int] = {}
        is_frozen = False
        try:
            async with asyncio.timeout(_PATIENCE):
                is_frozen = await probe.database.is_frozen()
                wrong, number = await probe.faults(is_frozen=is_frozen), await probe.number()
        except TimeoutError:
            wrong = [f"the store {probe.database.store.name} does not answer"]
        except StoreTroubleError as error:
            wrong = [f"the store cannot be used any more ({error}); nothing kept is lost, and a start goes on"]
        told = {"ok": not wrong, "frozen": is_frozen, "faults": wrong, **number}
        return {**told, "running": True} if bot else told

    async def metrics(self) -> bytes:
        """Of several bots those whose store does not answer are left out; the only one's trouble is raised."""
        probes = dict(self._probes)
        readings = await asyncio.gather(*map(_reading, probes.values()), return_exceptions="" not in probes)
        good = {bot: each for bot, each in zip(probes, readings, strict=True) if isinstance(each, Reading)}
        return metrics(good, [bot for bot in self._names if bot not in good])


async def _reading(probe: Probe) -> Reading:
    async with asyncio.timeout(_PATIENCE):
        return await probe.reading()


def application(board: Board) -> web.Application:
    async def health(_: web.Request) -> web.Response:
        told = await board.health()
        status = 200 if told["ok"] else 503
        return web.Response(status=status, text=json.dumps(told), content_type="application/json")

    async def numbers(_: web.Request) -> web.Response:
        kind = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
        return web.Response(body=await board.metrics(), headers=kind)

    app = web.Application()
    app.router.add_get("/health", health)
    app.router.add_get("/metrics", numbers)
    return app


@asynccontextmanager
async def watched(listen: str, app: web.Application) -> AsyncIterator[None]:
    """A port in use does not keep the bot from its work: it is said in the log. Nowhere to listen: not at all."""
    async with AsyncExitStack() as stack:
        try:
            if listen:
                await stack.enter_async_context(_page(listen, app))
        except CannotListenError as error:
            log.error("health.listen %s cannot be used (%s); the bot goes on without", listen, error.__cause__)
        yield


async def kept_up(listen: str, board: Board) -> None:
    """For ever, or not at all where there is nowhere to listen. While the port is in use, by another process of the
    same bots for instance, it is tried again: that one may end.
    """
    is_known = False
    while listen:
        try:
            async with _page(listen, application(board)):
                await asyncio.Event().wait()
        except CannotListenError as error:
            if not is_known:
                log.warning("health.listen %s cannot be used (%s); it is tried again", listen, error.__cause__)
            is_known = True
        await asyncio.sleep(_AGAIN)


@asynccontextmanager
async def _page(listen: str, app: web.Application) -> AsyncIterator[None]:
    host, _, port = listen.rpartition(":")
    async with listening(app, host=host.strip("[]"), port=int(port)):
        log.info("health and metrics at http://%s", listen)
        yield
