"""The rig for stories that read like a chat: a real playground on a loopback socket, the real bot on a real store.

Updates are fetched by the story itself (`settle`), so that a story's line ends when the bot has done all it will do.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bot.app import App, assembled, running
from bot.botapi import batches, fast_updates
from bot.botapi.client import raw
from bot.clock import Clock
from bot.config import Config, load
from bot.engine.buttons import pack
from bot.engine.router import Router
from bot.services.mood.pulse import Pulse
from bot.state.chats import Chats
from playground.actions import do
from playground.serve import make_server, serving
from playground.world import World
from playground.world.population import populate
from tests.store import fresh

OWNER, MODERATOR, YINUO, ZIXUAN, PEISHAN, MUYANG, TSZCHING, XIAOMAN, EMMA, HAORAN, NEWCOMER = range(1001, 1012)
"""小满 has no @name, 佩珊 and 子晴 write the traditional script, Emma English, the newcomer is in no group yet."""

FORUM, KITCHEN, HIKE = -1001000000001, -1001000000002, -1001
"""A forum, a supergroup without topics, a basic group."""

NOON = 1_800_072_000
"""2027-01-16 12:00 in Shanghai, a Saturday."""

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A PNG of one point."""

Message = dict[str, Any]


@dataclass
class Story:
    world: World
    config: Config
    url: str
    offset: int = 0
    may_spoil: bool = False
    """Whether updates of this story may end as bad ones: in any other story that is a bug."""
    machine: Callable[[], float] | None = None
    """The clock of the bot's machine; else the world's, which stands still however long the story itself takes."""
    _given: set[int | None] | None = None
    """Ids of what Telegram gave last, and holds until it is asked for more; None in a life that did not ask yet."""
    _asked_at: int = 0
    """The world's time when it was."""
    _app: App | None = None
    _running: contextlib.AsyncExitStack = field(default_factory=contextlib.AsyncExitStack)

    @property
    def app(self) -> App:
        assert self._app is not None, "the bot is down"
        return self._app

    @property
    def chats(self) -> Chats:
        return self.app.engine._chats

    @property
    def pulse(self) -> Pulse:
        """What the bot makes of moods; `loaded` is set once it reads them."""
        return self.chats.own(Pulse)

    @property
    def router(self) -> Router:
        return self.app.engine._router

    # --- people's actions ---

    async def does(self, who: int, action: str, /, **told: Any) -> Any:
        """What the page's controls could do, done, and the bot's answer waited for."""
        result = do(self.world, {"as": who, "do": action, **told})
        await self.settle()
        return result

    async def says(self, who: int, text: str, /, *, chat: int = FORUM, **told: Any) -> Message:
        """The last message that the bot has sent or edited in that chat afterwards (`{}`: it kept silent)."""
        before = self.world.marks(chat)
        await self.does(who, "say", chat_id=chat, text=text, **told)
        return self._news(chat, before)

    async def presses(self, who: int, label: str, /, *, chat: int = FORUM) -> Message:
        """Press the newest button with that label; returns as `says` does. Toasts are in `toasts`."""
        before = self.world.marks(chat)
        message_id, data = self.button(chat, label)
        await self.does(who, "press", chat_id=chat, message_id=message_id, data=data)
        return self._news(chat, before)

    async def makes_up(self, who: int, value: object, /, *, chat: int = FORUM) -> Message:
        """A press with a value of the presser's own making, from under the bot's newest words; returns as `says`."""
        before = self.world.marks(chat)
        self.world.press_made_up(who, chat, self.newest(chat), pack(value))
        await self.settle()
        return self._news(chat, before)

    def newest(self, chat: int) -> int:
        """The number of the bot's newest words in that chat, or of the newest thing it sent where it said none."""
        said = next((each for each in self.world.newest(chat) if "text" in each), None)
        return int((said or next(self.world.newest(chat)))["message_id"])

    def button(self, chat: int, label: str) -> tuple[int, str]:
        """The message and the data of the newest button with that label."""
        for message in self.world.newest(chat):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == label:
                        return message["message_id"], button["callback_data"]
        raise AssertionError(f"no button {label!r} in chat {chat}")

    def _news(self, chat: int, before: dict[int, object]) -> Message:
        """The last of what the bot has sent or edited there since `World.marks` gave `before`."""
        changed = {message_id for message_id, mark in self.world.marks(chat).items() if before.get(message_id) != mark}
        return next((each for each in self.world.newest(chat) if each["message_id"] in changed), {}) if changed else {}

    async def points_of(self, who: int, *, chat: int = FORUM) -> int:
        """As the bot tells them."""
        found = re.search(r"-?\d+", (await self.says(who, "/points", chat=chat))["text"])
        assert found is not None
        return int(found[0])

    async def earning_of(self, who: int, *, chat: int = FORUM) -> str:
        """How points come, as the help tells that person."""
        await self.says(who, "/help", chat=chat)
        return str((await self.presses(who, "💰 签到、积分", chat=chat))["text"])

    # --- the bot's life ---

    async def begin(self, *, hears: bool = True) -> None:
        """Unless it `hears` what waits for it, Telegram's news come when the story settles."""
        clock = Clock(self.machine or self.world.clock.exactly)
        self._given = None
        self._app = await self._running.enter_async_context(assembled(self.config, clock=clock))
        await self._running.enter_async_context(running(self.app))
        if hears:
            await self.settle()

    async def end(self) -> None:
        await self._running.aclose()
        self._app, self._running = None, contextlib.AsyncExitStack()

    async def restart(self) -> None:
        """A clean stop and a start; nothing was confirmed to Telegram beyond what the bot knows itself."""
        await self.end()
        self.offset = 0
        await self.begin()

    @contextlib.contextmanager
    def unheard(self) -> Iterator[None]:
        """What people do meanwhile stays with Telegram, and comes all at once when the story settles."""
        app, self._app = self._app, None
        yield
        self._app = app

    async def settle(self) -> None:
        """Until Telegram holds nothing back and the bot has nothing left to do now."""
        if self._app is None:
            return
        async with asyncio.timeout(30):
            while True:
                has_come = self._is_news and await self.take_in()
                await self.app.idle()
                if not has_come and not self._is_news:
                    return

    @property
    def _is_news(self) -> bool:
        """Whether Telegram would tell an update or another time: seen without asking it over the wire."""
        if self._given is None or self._asked_at != self.world.now():
            return True
        return any(each["update_id"] not in self._given for each in self.world.updates.pending)

    async def take_in(self, batch: list[Any] | None = None) -> bool:
        """One batch from Telegram to the engine, and no waiting for the turns it brings; whether there was any."""
        batch = await self.fetch() if batch is None else batch
        highest = await self.app.engine.receive(batch) if batch else None
        self.offset = self.offset if highest is None else highest + 1
        return bool(batch)

    async def fetch(self) -> list[Any]:
        params = {"offset": self.offset, "timeout": 0, "allowed_updates": list(fast_updates.KINDS)}
        self._asked_at = self.world.now()
        batch = list(batches.decode_batch(await raw(self.app.bot, "getUpdates", params)))
        self._given = {batches.id_of(each) for each in batch}
        return batch

    async def passes(self, seconds: int) -> None:
        """The world's clock moves on, and what fell due is done."""
        self.world.clock.advance(seconds)
        await self.settle()

    # --- what can be seen ---

    def toasts(self, who: int) -> list[str]:
        return [toast["text"] for toast in self.world.toasts if toast["user_id"] == who]

    async def nothing_is_spoiled(self) -> None:
        if self._app is not None and not self.may_spoil:
            assert await self.rows("SELECT update_id, body, error FROM inbox WHERE state = 'bad'") == []

    async def rows(self, sql: str, **params: Any) -> list[dict[str, Any]]:
        return [{name: row[name] for name in row.keys()} for row in await self.app.database.reads.all(sql, params)]  # noqa: SIM118


@contextlib.asynccontextmanager
async def told(folder: Path, extra: str = "", *, is_menu_known: bool = True) -> AsyncIterator[Story]:
    """A story from its first page: the world stands at noon, the bot has begun, and told its menu some time before."""
    world = populate(World(seed=7, start=NOON))
    # What came in one batch overtook each other on its way, as it may with Telegram.
    world.updates.mixes = Random(7)
    # Its clock stands still while people talk: what a second holds is not to be counted. It asks as often as it likes.
    world.floods.counts = world.updates.brakes.are_on = False
    async with serving(make_server(world)) as url:
        store = fresh(folder / "weilu.db", is_menu_known=is_menu_known)
        head = f'[storage]\nurl = "{store.url}"\nworkers = {str(store.is_shared).lower()}\n' if store.url else ""
        story = Story(world, _config(folder, world, url, head, extra), url)
        await story.begin()
        try:
            yield story
            await story.nothing_is_spoiled()
        finally:
            await story.end()
        assert not world.complaints, world.complaints


def _config(folder: Path, world: World, url: str, storage: str, extra: str) -> Config:
    """Luck is off, so that a check-in pays what the rules say; everybody is answered where they ask, one by one."""
    path = folder / "config.toml"
    chance = "" if "lucky_chance" in extra else "[points]\nlucky_chance = 0\n"
    head = f'[telegram]\ntoken = "{world.token}"\nbase_url = "{url}"\nclock = "server"\npace = "none"\n'
    answers = "" if "[answers]" in extra else '[answers]\nmoderators = "group"\ncheckin = "reply"\n'
    path.write_text(f"{head}{storage}{answers}{chance}{extra}", encoding="utf-8")
    path.chmod(0o600)
    return load(path, {})
