"""The composition root: config, database, engine, outbox and loops put together, started, and stopped in order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import msgspec
import telegram

from bot import polling, webhook
from bot.book import Book
from bot.clock import Clock
from bot.config import Config
from bot.engine import Engine
from bot.gate import Gate
from bot.network import make_bot, raw
from bot.outbox import Outbox, Settings
from bot.router import Router
from bot.schedule import Schedule
from bot.services.desk import Destination
from bot.start import prepare
from bot.step import Steps
from handlers import ENTRANCES
from storage import queues
from storage.database import Database, open_database

log = logging.getLogger(__name__)

_GRACE = 3.0
"""Seconds for turns and messages under way when the bot is asked to stop; a clean stop takes at most five."""


@dataclass(frozen=True, slots=True)
class App:
    """Everything that runs, connected but not started."""

    config: Config
    database: Database
    bot: telegram.Bot
    clock: Clock
    engine: Engine
    outbox: Outbox
    schedule: Schedule
    username: str

    async def idle(self) -> None:
        """Until every update has had its turn and every deed that is due was done."""
        while True:
            await self.schedule.tick()
            await self.engine.idle()
            await self.outbox.idle()
            if not await queues.due_timers(self.database.reads, now=self.clock.now()):
                return


@contextlib.asynccontextmanager
async def assembled(config: Config) -> AsyncIterator[App]:
    """Open the store, ask Telegram who we are, connect the parts.

    Raises `storage.migrate.StoreError`, and `telegram.error.InvalidToken` where Telegram refuses the token.
    """
    clock = Clock()
    follow = clock.follow if config.telegram.clock == "server" else None
    bot = make_bot(config.token, config.telegram.base_url, on_date=follow)
    async with open_database(config.database) as database, _initialised(bot):
        me = await _who_am_i(bot)
        book = Book(config)
        router = Router(me.username)
        router.add(ENTRANCES)
        gate = Gate(database, bot, config, clock)
        steps = Steps(database, router, book, gate, bot=bot, config=config, clock=clock)
        engine = Engine(database, router, book, steps, clock=clock)
        schedule = Schedule(database, engine, clock)
        outbox = Outbox(database, bot, clock=clock, settings=_outbox_settings(config, book, schedule))
        steps.on_posted, steps.on_timed = outbox.wake, schedule.wake
        await prepare(database, router, bot_id=me.id, config=config, now=clock.now())
        await engine.load()
        yield App(config, database, bot, clock, engine, outbox, schedule, me.username)


def _outbox_settings(config: Config, book: Book, schedule: Schedule) -> Settings:
    def desk_for(chat_id: int) -> Destination | None:
        desk = book.settings(chat_id).desk
        if not desk.chat:
            return None
        return Destination(desk.chat, desk.topic if isinstance(desk.topic, int) else 0)

    return Settings(
        locale_for=book.locale,
        is_paced=config.telegram.pace == "telegram",
        folder=config.folder,
        desk_for=desk_for,
        operators=lambda: config.access.operators,
        when_parked=book.parked,
        when_migrated=book.moved,
        when_timed=schedule.wake,
    )


@contextlib.asynccontextmanager
async def _initialised(bot: telegram.Bot) -> AsyncIterator[None]:
    await bot.request.initialize()
    try:
        yield
    finally:
        await bot.request.shutdown()


class _Me(msgspec.Struct):
    id: int
    username: str


async def _who_am_i(bot: telegram.Bot) -> _Me:
    """Asked until Telegram can be reached."""
    patience = polling.Patience()
    while True:
        try:
            me = msgspec.json.decode(await raw(bot, "getMe", {}), type=_Me)
        except (*polling.PASSING, msgspec.DecodeError) as error:
            await patience.wait(error)
        else:
            patience.over()
            return me


@contextlib.asynccontextmanager
async def running(app: App) -> AsyncIterator[None]:
    """Lanes, outbox and schedule at work; on leaving, what is under way is finished within the grace."""
    async with asyncio.TaskGroup() as tasks:
        lanes = tasks.create_task(app.engine.run())
        schedule = tasks.create_task(app.schedule.run())
        sending = tasks.create_task(app.outbox.run())
        try:
            yield
        finally:
            schedule.cancel()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_GRACE / 2):
                    await app.engine.finish()
            lanes.cancel()
            app.outbox.stop()
            await asyncio.wait([sending], timeout=_GRACE / 2)
            sending.cancel()


async def run(config: Config, *, on_ready: Callable[[], None] = lambda: None) -> None:
    """The real bot, until SIGTERM or SIGINT; a second signal does not wait for what is under way."""
    stopped = False
    this_task = asyncio.current_task()

    def stop() -> None:
        nonlocal stopped
        stopped = True
        if this_task is not None:
            this_task.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    try:
        async with assembled(config) as app, running(app):
            await (_webhook(app, on_ready) if config.telegram.mode == "webhook" else _polling(app, on_ready))
    except asyncio.CancelledError:
        if not stopped:
            raise


async def _polling(app: App, on_ready: Callable[[], None]) -> None:
    on_ready()
    log.info("@%s is listening", app.username)
    await polling.poll(app.bot, app.engine)


async def _webhook(app: App, on_ready: Callable[[], None]) -> None:
    settings = app.config.telegram.webhook
    host, _, port = settings.listen.rpartition(":")
    secret = settings.secret.get_secret_value()
    arrivals = webhook.Arrivals(app.engine)
    served = webhook.application(arrivals, path=urlsplit(settings.public_url).path or "/", secret=secret)
    async with webhook.listening(served, host=host, port=int(port)):
        await webhook.announce(app.bot, url=settings.public_url, secret=secret)
        on_ready()
        log.info("@%s is listening at %s", app.username, settings.listen)
        await arrivals.run()
