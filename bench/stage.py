"""A playground on a socket, the real bot as a process beside it: its calls are seen, and it can be killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Callable
from copy import copy
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from bench import forked
from playground.serve import make_server, serving
from playground.world import World

_CONFIG = """\
[telegram]
token = "{token}"
base_url = "{url}"
clock = "server"
pace = "none"

# Luck has a secret of each store's own, and two runs are compared.
[points]
lucky_chance = 0

# Each check-in is answered by itself, so that an answer that is missing is seen.
[answers]
checkin = "reply"
"""

Listener = Callable[[str, "Moment"], None]


class Moment:
    """A call of the Bot API as it comes in; with `is_lost` set by a listener it is never carried out."""

    def __init__(self) -> None:
        self.is_lost = False


class Watched:
    """The playground's application, with a look at each call before it is carried out and after."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.before: Listener = _ignore
        self._called = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/bot"):
            await self._app(scope, receive, send)
            return
        moment = Moment()
        self.before(scope["path"].rpartition("/")[2], moment)
        self._wake()
        if moment.is_lost:
            await _left_alone(receive)
        else:
            await self._app(scope, receive, send)
        self._wake()

    def _wake(self) -> None:
        self._called.set()

    async def next_call(self) -> None:
        """Until another call comes in or has been answered."""
        self._called.clear()
        await self._called.wait()


async def _left_alone(receive: Receive) -> None:
    """No answer, and no other sign either: the caller is being killed, and its connection goes with it."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _ignore(_: str, __: Moment) -> None:
    """Nobody looks."""


class Bot:
    """The bot as a process: begun, killed, begun again on the same store."""

    def __init__(self, folder: Path, *, token: str, url: str, extra: str = "") -> None:
        self.folder = folder
        self.store = folder / "weilu.db"
        self._config = folder / "config.toml"
        self._config.write_text(_CONFIG.format(token=token, url=url) + extra, encoding="utf-8")
        self._config.chmod(0o600)
        self._process: forked.Forked | None = None

    @classmethod
    def beside(cls, other: Bot) -> Bot:
        """Another process by the same config, on the same store."""
        one = copy(other)
        one._process = None
        return one

    async def begin(self) -> None:
        """Does not wait until it is ready: it may be killed before."""
        with (self.folder / "bot.log").open("a", encoding="utf-8") as log:
            words = ("run", "--config", str(self._config))
            environment = {name: value for name, value in os.environ.items() if name != "BOT_TOKEN"}
            self._process = forked.begin(words, environment, out=log.fileno(), err=log.fileno())

    @property
    def pid(self) -> int:
        """Of the life that goes on; 0 where none does."""
        process = self._process
        return process.pid if process is not None and process.returncode is None else 0

    def kill(self) -> None:
        """`kill -9`, at once."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    async def ended(self) -> int:
        """Its exit code: -9 when killed."""
        return await self._process.wait() if self._process is not None else 0

    async def stop(self) -> int:
        """A clean stop; the exit code."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        return await self.ended()

    def log(self) -> str:
        return (self.folder / "bot.log").read_text(encoding="utf-8")


@contextlib.asynccontextmanager
async def stage(world: World, folder: Path, *, extra: str = "") -> AsyncIterator[tuple[Watched, Bot]]:
    """The playground runs, the bot does not yet; on leaving both are gone. `extra`: more of the config."""
    folder.mkdir(parents=True, exist_ok=True)
    server = make_server(world)
    watched = Watched(server.config.app)  # type: ignore[arg-type]
    server.config.app = watched
    async with serving(server) as url:
        bot = Bot(folder, token=world.token, url=url, extra=extra)
        try:
            yield watched, bot
        finally:
            bot.kill()
            await bot.ended()
