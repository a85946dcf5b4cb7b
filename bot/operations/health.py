"""Health and metrics for machines, on loopback: whether the bot works, and numbers about it; none is about anybody."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import web

from bot.botapi.inbound import CannotListenError, listening
from bot.clock import FAR, Clock
from bot.engine.hearing import Hearing
from bot.services import condition, usage
from bot.services.condition import Condition
from bot.services.usage import Usage
from storage import frozen
from storage.database import Database

log = logging.getLogger(__name__)

_STUCK = 300
"""Seconds an update or a message may wait before somebody should look."""

_METRICS = (
    ("waiting", "Updates that wait for their turn"),
    ("oldest_waiting", "Age of the oldest of them in seconds"),
    ("unsent", "Deeds due to be done in Telegram"),
    ("oldest_unsent", "Age of the oldest of them in seconds"),
    ("bad_updates", "Updates set aside because of an error"),
    ("bad_timers", "Timers set aside because of an error"),
    ("timers", "Timers that stand"),
    ("groups", "Groups the bot is in"),
    ("people", "People known by name"),
)


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


def metrics(now: Condition, used: Usage, *, size: int, engine: str, silent_for: float, is_frozen: bool) -> bytes:
    """Prometheus' text format."""
    from prometheus_client import CollectorRegistry, Gauge, generate_latest  # loaded by the first who asks

    registry = CollectorRegistry()
    numbers = [(name, words, getattr(now, name)) for name, words in _METRICS]
    numbers += [
        ("store_bytes", "Size of the store", size),
        ("telegram_silent_seconds", "Since updates came, or could have", round(silent_for, 1)),
        ("frozen", "Whether the bot is frozen by `weilu freeze`", int(is_frozen)),
        ("store_read_seconds", "What a small question to the store took", round(used.read_seconds, 6)),
    ]
    for name, words, value in numbers:
        Gauge(f"weilu_{name}", words, registry=registry).set(value)
    commands = Gauge("weilu_commands", "Commands of today and yesterday", ["command", "outcome"], registry=registry)
    for (command, outcome), number in used.commands.items():
        commands.labels(command, outcome).set(number)
    pauses = Gauge("weilu_pause_seconds", "For which Telegram wants silence in a chat", ["chat"], registry=registry)
    for chat_id, seconds in used.pauses.items():
        pauses.labels(str(chat_id)).set(seconds)
    Gauge("weilu_store", "Where the store lies", ["engine"], registry=registry).labels(engine).set(1)
    return generate_latest(registry)


def application(database: Database, clock: Clock, hearing: Hearing) -> web.Application:
    async def condition_now() -> Condition:
        return await condition.of(database.reads, now=clock.now(), with_check=False)

    async def health(_: web.Request) -> web.Response:
        is_frozen = frozen.is_frozen(database.path)
        wrong = faults(await condition_now(), hearing, behind=clock.behind, is_frozen=is_frozen)
        body = json.dumps({"ok": not wrong, "frozen": is_frozen, "faults": wrong})
        return web.Response(status=503 if wrong else 200, text=body, content_type="application/json")

    async def numbers(_: web.Request) -> web.Response:
        now, size = await condition_now(), await database.reads.size()
        used = await usage.of(database.slow, now=clock.now())
        text = metrics(
            now,
            used,
            size=size,
            engine=database.engine,
            silent_for=hearing.silent_for(),
            is_frozen=frozen.is_frozen(database.path),
        )
        return web.Response(body=text, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    app = web.Application()
    app.router.add_get("/health", health)
    app.router.add_get("/metrics", numbers)
    return app


@asynccontextmanager
async def watched(listen: str, app: web.Application) -> AsyncIterator[None]:
    """A port in use does not keep the bot from its work: it is said in the log. Nowhere to listen: not at all."""
    async with AsyncExitStack() as stack:
        host, _, port = listen.rpartition(":")
        try:
            if listen:
                await stack.enter_async_context(listening(app, host=host.strip("[]"), port=int(port)))
                log.info("health and metrics at http://%s", listen)
        except CannotListenError as error:
            log.error("health.listen %s cannot be used (%s); the bot goes on without", listen, error.__cause__)
        yield
