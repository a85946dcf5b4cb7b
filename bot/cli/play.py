"""The playground with the bot in it, no token needed; the bot is a process of its own, so that it can be killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import socket
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from pathlib import Path

from bot.cli import week
from playground.serve import PortInUseError, address, bind, serve
from playground.world import World
from playground.world.population import bring_bot, populate
from storage.files import replacing

_CONFIG = """\
# Written by `play` for the playground.
[telegram]
token = "{token}"
base_url = "{base_url}"
clock = "server"
pace = "none"

[access]
operators = [{operator}]

[console]
listen = "127.0.0.1:0"
"""


_OURS = re.compile(r"(?m)^(token|base_url)\s*=.*$")

_CONSOLE = re.compile(r"(?m)^(\[console\][ \t]*(?:#.*)?(?:\n(?!\[).*)*?\nlisten[ \t]*=[ \t]*).*$")
"""Where the console listens, in its own table."""

_GRACE = 4.0
"""Seconds the bot has for a clean stop, so that `play` itself stops within five."""


class PortTakenError(Exception):
    """The text says which port and what to do."""


class Supervisor:
    """Runs the bot as a child, and starts, stops or kills it as the page asks."""

    def __init__(self, config: Path) -> None:
        self._config = config
        self._child: asyncio.subprocess.Process | None = None

    @property
    def running(self) -> bool:
        return self._child is not None and self._child.returncode is None

    async def start(self) -> None:
        """Until the bot says that it is ready, or has ended."""
        if self.running:
            return
        self._child = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "run", "--config", str(self._config), "--parent", str(os.getpid())),
            cwd=Path(__file__).parent.parent,
            env=_without_token(),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
        )
        if self._child.stdout is not None:
            await self._child.stdout.readline()

    async def stop(self) -> None:
        await self._end(signal.SIGTERM)

    async def kill(self) -> None:
        await self._end(signal.SIGKILL)

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    def config(self) -> str:
        return self._config.read_text(encoding="utf-8")

    def write_config(self, text: str) -> None:
        with replacing(self._config) as draft:
            draft.write_text(text, encoding="utf-8")

    async def _end(self, how: signal.Signals) -> None:
        child = self._child
        if child is None or child.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            child.send_signal(how)
        try:
            async with asyncio.timeout(_GRACE):
                await child.wait()
        except TimeoutError:
            child.kill()
            await child.wait()


def _without_token() -> dict[str, str]:
    """A real token in the environment must not reach the playground."""
    return {name: value for name, value in os.environ.items() if name != "BOT_TOKEN"}


async def play(port: int, *, with_browser: bool, folder: Path | None, has_past: bool) -> None:
    """Until SIGTERM or SIGINT. Raises `PortTakenError`.

    The store of an earlier time may be kept in a folder; `has_past`: the group has a week behind it.
    """
    try:
        listener = bind(port)
    except PortInUseError as error:
        raise PortTakenError(f"{error}; choose another with --port, or --port 0 for any free one") from error
    world = populate(World())
    bring_bot(world)
    world.floods.counts = False  # nobody who looks around is kept waiting: `pace = "none"`
    with _folder(folder) as home:
        config = home / "config.toml"
        console = _free_port()
        write_config(config, world, base_url=address(listener), console=console)
        supervisor = Supervisor(config)
        has_past = has_past and folder is None
        await _play(world, listener, supervisor, console=console, has_past=has_past, with_browser=with_browser)


def _free_port() -> str:
    """An address that nobody listens at now, for the bot to take, and to take again when it is started anew."""
    with bind(0) as nobody:
        return address(nobody).removeprefix("http://")


def write_config(config: Path, world: World, *, base_url: str, console: str) -> None:
    """One that is there keeps all that people wrote into it: only how to reach this playground is put right."""
    owner = next(person.id for person in world.people.values() if person.role == "owner")
    try:
        before = config.read_text(encoding="utf-8")
    except FileNotFoundError:
        before = _CONFIG.format(token=world.token, base_url=base_url, operator=owner)
    ours = {"token": world.token, "base_url": base_url}
    with replacing(config) as draft:
        mended = _OURS.sub(lambda found: f'{found[1]} = "{ours[found[1]]}"', before)
        if not _CONSOLE.search(mended):
            mended, is_there = re.subn(r"(?m)^(\[console\].*)$", r'\1\nlisten = ""', mended, count=1)
            mended += "" if is_there else '\n[console]\nlisten = ""\n'
        draft.write_text(_CONSOLE.sub(rf'\g<1>"{console}"', mended), encoding="utf-8")


async def _play(
    world: World, listener: socket.socket, supervisor: Supervisor, *, console: str, has_past: bool, with_browser: bool
) -> None:
    asked_to_stop, is_served = asyncio.Event(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, asked_to_stop.set)

    async def begin() -> None:
        await is_served.wait()
        if has_past:
            week.go_back(world)
        await supervisor.start()
        if has_past:
            await week.live(world)
        print(f"ready {address(listener)}", flush=True)  # noqa: T201  (scripts wait for this line)
        print(f"console http://{console}", flush=True)  # noqa: T201  (and for this one)
        if with_browser:
            webbrowser.open(address(listener))

    async with asyncio.TaskGroup() as tasks:
        serving = tasks.create_task(serve(world, listener, supervisor=supervisor, on_ready=lambda _: is_served.set()))
        beginning = tasks.create_task(begin())
        try:
            await asked_to_stop.wait()
        finally:
            beginning.cancel()
            await supervisor.stop()  # first: it says goodbye to a Telegram that still answers
            serving.cancel()


@contextlib.contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="weilu-play-") as name:
        yield Path(name)
