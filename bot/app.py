"""The composition root: config, database, engine, outbox and loops put together, started, and stopped in order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from functools import partial

import telegram

from bot.botapi.client import make_bot
from bot.cli.simulate import PretendClock, Rehearsal, simulate
from bot.clock import Clock
from bot.config import Config
from bot.console.opening import console_at
from bot.doctor import Doctor
from bot.engine.hearing import Hearing
from bot.engine.permissions import Permissions
from bot.engine.receiver import Engine
from bot.engine.router import Router
from bot.engine.serving import Serving
from bot.engine.steps import Steps
from bot.engine.timers import Timers
from bot.engine.wiring import Wiring
from bot.engine.worker import Worker
from bot.operations.config_reload import ConfigReload
from bot.operations.deployment import Deployment
from bot.operations.health import Board, Probe
from bot.operations.lives import served, until_stopped
from bot.operations.receiving import by_polling, by_webhook, initialised, self_of
from bot.operations.startup import prepare, reckoning
from bot.outbox import Outbox, Settings
from bot.outbox.wakeups import Wakeups
from bot.sealing import Sealing
from bot.sealing.unsealing import opened
from bot.services.desk import Bound
from bot.state.chats import Chats
from handlers import ENTRANCES
from storage.database import Database

log = logging.getLogger(__name__)

_GRACE = 3.0
"""Seconds for turns and messages under way when the bot is asked to stop; a clean stop takes at most five."""

_STILL = 30.0
"""Seconds after which it is noted that another worker hears of Telegram."""


@dataclass(frozen=True, slots=True)
class App:
    """Everything that runs, connected but not started."""

    config: Config
    database: Database
    sealing: Sealing
    bot: telegram.Bot
    clock: Clock
    engine: Engine
    outbox: Outbox
    timers: Timers
    reload: ConfigReload
    serving: Serving
    username: str

    async def idle(self) -> None:
        """Until every update has had its turn and every action that is due was done."""
        while True:
            is_due = await self.timers.tick()
            await self.engine.idle()
            await self.outbox.idle()
            if not is_due and not await self.timers.tick():
                return


@contextlib.asynccontextmanager
async def assembled(config: Config, *, is_secret_new: bool = False, clock: Clock | None = None) -> AsyncIterator[App]:
    """Open the store, ask Telegram who we are, connect the parts; `clock` is this machine's where none is given.

    `is_secret_new`: the secret was lost, and a new one begins. Raises `storage.schema_migrations.StoreError`, and
    `telegram.error.InvalidToken` where Telegram refuses the token.
    """
    clock = clock or Clock()
    bot = make_bot(config.token, config.telegram.base_url, on_date=_listener(clock, config))
    store = opened(config.store, folder=config.folder, is_secret_new=is_secret_new)
    async with store as (database, sealing), initialised(bot):
        me = await self_of(bot)
        chats = Chats(config)
        wiring = Wiring()
        wiring.add(ENTRANCES)
        router = Router(me.username, wiring, triggers=chats.triggers, watched=chats.watched)
        permissions = Permissions(database, bot, chats, clock)
        doctor = Doctor(database, bot, config, clock)
        wakeups = Wakeups()
        steps = Steps(
            database, router, chats, permissions, bot=bot, clock=clock, sealing=sealing, doctor=doctor, wakeups=wakeups
        )
        engine = _engine(database, steps, sealing=sealing, wakeups=wakeups)
        timers = Timers(database, engine, clock, wakeups, bot=bot, reckon=reckoning(database, wiring, chats))
        outbox = Outbox(database, bot, clock=clock, settings=_outbox_settings(config, chats, sealing, wakeups))
        reload = ConfigReload(database, chats, clock, wakeups, leading=engine.leading)
        await prepare(database, wiring, bot_id=me.id, config=config, now=clock.now())
        await engine.load()
        serving = Serving(steps)
        yield App(config, database, sealing, bot, clock, engine, outbox, timers, reload, serving, me.username)


def _engine(database: Database, steps: Steps, *, sealing: Sealing, wakeups: Wakeups) -> Engine:
    if database.workers is None:
        return Engine(database, steps, sealing=sealing, wakeups=wakeups)
    return Worker(database, steps, database.workers, sealing=sealing, wakeups=wakeups)


def _listener(clock: Clock, config: Config) -> Callable[[int], None]:
    def heard(server: int) -> None:
        if config.telegram.clock == "server":
            clock.follow(server)
        clock.hear(server)

    return heard


def _outbox_settings(config: Config, chats: Chats, sealing: Sealing, wakeups: Wakeups) -> Settings:
    def desk_for(chat_id: int) -> Bound | None:
        desk = chats.settings(chat_id).desk
        return Bound(desk.chat, desk.topic or 0) if desk.chat else None

    return Settings(
        locale_for=chats.locale,
        is_paced=config.telegram.pace == "telegram",
        folder=config.folder,
        desk_for=desk_for,
        theme_for=lambda chat_id: chats.settings(chat_id).pictures,
        operators=lambda: chats.config.access.operators,
        when_parked=chats.parked,
        when_migrated=chats.moved,
        wakeups=wakeups,
        read=sealing.open,
    )


@contextlib.asynccontextmanager
async def running(app: App) -> AsyncIterator[None]:
    """Lanes, outbox and timers at work; on leaving, what is under way is finished within the grace."""
    async with asyncio.TaskGroup() as tasks:
        lanes = tasks.create_task(app.engine.run())
        timers = tasks.create_task(app.timers.run())
        sending = tasks.create_task(_sending(app))
        beginning = tasks.create_task(app.engine.lifetime.begin())
        watching = tasks.create_task(app.reload.run())
        try:
            yield
        finally:
            beginning.cancel()
            timers.cancel()
            watching.cancel()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_GRACE / 2):
                    await app.engine.finish()
            lanes.cancel()
            if await app.engine.is_last() and await app.engine.lifetime.end():
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_GRACE / 3):
                        await app.outbox.idle()
            app.outbox.stop()
            await asyncio.wait([sending], timeout=_GRACE / 2 if app.engine.leading.is_set() else 0)
            sending.cancel()


async def _sending(app: App) -> None:
    await app.engine.leading.wait()
    await app.outbox.run()


def rehearsal_on(database: Database, config: Config, clock: PretendClock) -> Rehearsal:
    """The schedule's turns on that store, woken by a pretend clock."""
    return Rehearsal(database, config, ENTRANCES, clock)


async def rehearse(config: Config, *, first: int, last: int, tell: Callable[[str], None]) -> None:
    """The schedule of a span under a pretend clock; each message it would send is told as a line."""
    async for line in simulate(config, ENTRANCES, first=first, last=last):
        tell(line)


async def run(
    configs: Sequence[Config],
    *,
    on_ready: Callable[[], None] = lambda: None,
    parent: int = 0,
    is_secret_new: bool = False,
) -> None:
    """The real bot, or all of a deployment, until SIGTERM or SIGINT; a second one does not wait for what is under way.

    With `parent`, the id of a process, until that has ended as well. `is_secret_new` is `assembled`'s.
    """
    alone = configs[0]
    if alone.bot:
        work = Deployment(configs, _live, on_ready, is_secret_new=is_secret_new).run()
    else:
        live = partial(_live, board=Board(alone.health.listen))
        work = served(alone, live, on_ready, is_secret_new=is_secret_new)
    await until_stopped(work, parent=parent)


async def _live(config: Config, on_ready: Callable[[], None], *, board: Board, is_secret_new: bool) -> None:
    """One life of a bot on its store, until that is lost."""
    async with (
        assembled(config, is_secret_new=is_secret_new) as app,
        running(app),
        board.showing(config.bot, Probe(app.database, app.clock, hearing := Hearing())),
    ):
        if app.database.workers is not None:
            on_ready()
            await _led(app.engine, hearing)
        await _listens(config, app, hearing, on_ready)


async def _led(engine: Engine, hearing: Hearing) -> None:
    """Until this one leads: another one hears of Telegram meanwhile."""
    while not engine.leading.is_set():
        hearing.heard()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_STILL):
                await engine.leading.wait()


async def _listens(config: Config, app: App, hearing: Hearing, on_ready: Callable[[], None]) -> None:
    def ready() -> None:
        log.info("@%s is listening, by %s", app.username, config.telegram.mode)
        if app.database.workers is None:
            on_ready()

    async with console_at(app.serving, app.database, app.sealing):
        if config.telegram.mode == "webhook":
            webhook = config.telegram.webhook
            await by_webhook(app.bot, app.engine, hearing, told=webhook, sealing=app.sealing, on_ready=ready)
        else:
            await by_polling(app.bot, app.engine, hearing, on_ready=ready)
