"""A store, a playground on a loopback socket and an outbox between them, with time that can be skipped."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from telegram import Bot

from bot.botapi.client import make_bot
from bot.clock import Clock
from bot.outbox import Outbox, Settings, actions
from bot.outbox.actions import AnyAction, OnCrash, Priority
from bot.sealing import Sealing
from bot.services.desk import Bound
from bot.texts.text import Raw
from playground.serve import make_server, serving
from playground.world import World
from storage import outbox as store
from storage.database import Database, Row, open_database
from storage.outbox import Posted
from storage.people import Chat, keep_chat
from tests.store import fresh

OWNER = 1001


async def chinese(_chat_id: int) -> str:
    return "zh-Hans"


@dataclass
class House:
    """What a story needs at hand; `skipped` seconds are ahead of the loop's own clock."""

    world: World
    url: str
    database: Database
    bot: Bot
    clock: Clock = field(default_factory=Clock)
    skipped: float = 0.0
    outbox: Outbox | None = None
    operators: tuple[int, ...] = ()
    desk: Bound | None = None
    parked: list[int] = field(default_factory=list)

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time() + self.skipped

    def group(self, title: str = "围炉夜话", *, is_forum: bool = False, is_super: bool = True) -> int:
        return self.world.new_group(OWNER, title, is_forum=is_forum, is_super=is_super)

    async def post(
        self,
        *wanted: AnyAction,
        on_crash: OnCrash = "resend",
        priority: Priority = Priority.ANSWER,
        at: int | None = None,
    ) -> None:
        rows = [Posted(each.chat_id, int(priority), actions.encode(each).decode(), on_crash) for each in wanted]
        async with self.database.unit() as unit:
            await store.post(unit, rows, now=self.clock.now() if at is None else at)
        if self.outbox:
            self.outbox.wake()

    async def done(
        self, *wanted: AnyAction, on_crash: OnCrash = "resend", priority: Priority = Priority.ANSWER
    ) -> None:
        """Post, and wait until the outbox has nothing left to do now."""
        await self.post(*wanted, on_crash=on_crash, priority=priority)
        await self.idle()

    async def idle(self) -> None:
        assert self.outbox is not None
        async with asyncio.timeout(20):
            await self.outbox.idle()

    async def skip(self, seconds: float) -> None:
        assert self.outbox is not None
        self.skipped += seconds
        self.world.clock.advance(seconds)
        self.outbox.wake()
        await self.idle()

    async def rows(self) -> list[Row]:
        return await self.database.reads.all("SELECT * FROM outbox ORDER BY id")

    async def states(self) -> list[str]:
        return [row["state"] for row in await self.rows()]

    async def knows(self, *chats: Chat) -> None:
        async with self.database.unit() as unit:
            for each in chats:
                await keep_chat(unit, each, now=self.clock.now())

    def said(self, chat_id: int) -> list[str]:
        return [message.get("text") or message.get("caption", "") for message in self.world.sent(chat_id)]

    def calls(self, method: str) -> list[dict[str, Any]]:
        return [params for name, params in self.world.calls if name == method]

    @contextlib.asynccontextmanager
    async def waking_up_from(self, path: Path) -> AsyncIterator[None]:
        """Another store in place of the one at hand."""
        async with open_database(path) as self.database:
            yield

    @contextlib.asynccontextmanager
    async def sending(
        self, *, is_paced: bool = False, folder: Path = Path(), at_once: int = 8
    ) -> AsyncIterator[Outbox]:
        """The outbox at work; leaving is the process's death, in the middle of whatever it does."""
        settings = Settings(
            locale_for=chinese,
            is_paced=is_paced,
            folder=folder,
            at_once=at_once,
            desk_for=lambda _: self.desk,
            operators=lambda: self.operators,
            when_parked=self.parked.append,
            read=Sealing(b"house").open,
        )
        self.outbox = Outbox(self.database, self.bot, clock=self.clock, settings=settings, monotonic=self.monotonic)
        running = asyncio.get_running_loop().create_task(self.outbox.run())
        try:
            yield self.outbox
        finally:
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await running
            self.outbox = None


@contextlib.asynccontextmanager
async def house(path: Path) -> AsyncIterator[House]:
    world = World()
    world.floods.counts = False  # what is counted is a story's own affair
    world.add_person("林书瑶", role="owner")
    async with contextlib.AsyncExitStack() as stack:
        url = await stack.enter_async_context(serving(make_server(world)))
        database = await stack.enter_async_context(open_database(fresh(path / "weilu.db")))
        bot = make_bot(world.token, url)
        await bot.request.initialize()
        stack.push_async_callback(bot.request.shutdown)
        yield House(world, url, database, bot)


def say(chat_id: int, words: str, **told: Any) -> actions.Say:
    return actions.Say(chat_id=chat_id, words=Raw(words), **told)
