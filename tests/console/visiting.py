"""The rig of the console's stories: the console of a story's bot on a real socket, and visitors with browsers."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import httpx

from bot.console.gate import COOKIE
from bot.console.links import Address, make_link
from bot.console.opening import console_at
from tests.story import FORUM, HIKE, KITCHEN, MODERATOR, OWNER, Story, told

CONFIG = "[access]\noperators = [1001]\n"
"""The owner operates the bot."""

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
_HIDDEN = re.compile(r'name="(csrf|once)" value="([^"]*)"')


@dataclass
class Visitor:
    """Somebody's browser; it follows where it is led."""

    client: httpx.AsyncClient
    last: httpx.Response = field(default_factory=lambda: httpx.Response(0))

    async def sees(self, path: str = "/", *, status: int = 200) -> str:
        """The page's HTML, as it is written."""
        self.last = await self.client.get(path)
        assert self.last.status_code == status, f"{path}: {self.last.status_code} {self.last.text[-400:]}"
        return self.last.text

    async def reads(self, path: str = "/", *, status: int = 200) -> str:
        """The page's words."""
        return words_of(await self.sees(path, status=status))

    async def does(self, path: str, action: str, /, **fields: str) -> str:
        """What the page tells after one of its actions, with a form of its own; its words."""
        form = hidden_in(await self.sees(path)) | {"back": path.strip("/")} | fields
        return await self.posts(f"/do{path}/{action}", form)

    async def posts(self, path: str, form: dict[str, str], *, status: int = 200) -> str:
        self.last = await self.client.post(path, data=form)
        assert self.last.status_code == status, f"{path}: {self.last.status_code} {self.last.text[-400:]}"
        return words_of(self.last.text)

    @property
    def cookie(self) -> str:
        return self.client.cookies.get(COOKIE, "") or ""


@dataclass
class Console:
    story: Story
    url: str
    _browsers: contextlib.AsyncExitStack

    async def visitor(self, *, agent: str = FIREFOX, cookie: str = "") -> Visitor:
        """A browser that has not come in."""
        client = httpx.AsyncClient(
            base_url=self.url,
            headers={"user-agent": agent},
            cookies={COOKIE: cookie} if cookie else {},
            follow_redirects=True,
            timeout=30,
        )
        return Visitor(await self._browsers.enter_async_context(client))

    def link(self, who: int) -> str:
        """A one-time link, as the terminal makes it; its path."""
        return f"/enter/{make_link(self.story.app.sealing, user_id=who, now=self.story.app.clock.now())}"

    async def enters(self, who: int, *, agent: str = FIREFOX) -> Visitor:
        """Somebody who has come in."""
        visitor = await self.visitor(agent=agent)
        await visitor.sees(self.link(who))
        return visitor


@contextlib.asynccontextmanager
async def console_of(story: Story, *, pause: float = 3.0) -> AsyncIterator[Console]:
    """The console of a story's bot, while the story goes on."""
    app = story.app
    async with (
        contextlib.AsyncExitStack() as browsers,
        console_at(app.serving, app.database, app.sealing, listen="127.0.0.1:0", pause=pause),
    ):
        yield Console(story, story.chats.own(Address).local, browsers)


@contextlib.asynccontextmanager
async def visited(folder: Path, extra: str = "", *, pause: float = 3.0) -> AsyncIterator[Console]:
    """A story with a console, whose groups the bot has heard of."""
    async with told(folder, CONFIG + extra) as story, console_of(story, pause=pause) as console:
        with story.unheard():
            for who, chat in ((MODERATOR, FORUM), (MODERATOR, HIKE), (OWNER, KITCHEN)):
                await story.does(who, "say", chat_id=chat, text="大家好")
        await story.settle()
        yield console


def words_of(html: str) -> str:
    """What a reader reads of a page, a line a block."""
    body = re.sub(r"(?s)<(script|style).*?</\1>", "", html.partition("<body>")[2])
    return unescape(re.sub(r"[ \n]*\n[ \n]*", "\n", re.sub(r"<[^>]+>", " ", body)))


def hidden_in(html: str) -> dict[str, str]:
    """What the page's own forms bring along."""
    return {name: unescape(value) for name, value in _HIDDEN.findall(html)}
