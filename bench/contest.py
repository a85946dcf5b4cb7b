"""One bot against one stream of updates: started, fed, timed and ended; what is compared is said elsewhere."""

from __future__ import annotations

import contextlib
import json
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bench.children import child, joined, memory
from bench.server import TOKEN
from bench.traffic import EVERY

Bot = Literal["weilu", "ptb", "aiogram"]

_CONFIG = """\
[telegram]
token = "{token}"
base_url = "{url}"
pace = "none"
[answers]
checkin = "reply"
[storage]
path = "{store}"
"""


@dataclass(frozen=True, slots=True)
class Course:
    """`count` updates of `members` people; `rate` updates a second, 0 for as fast as the bot asks; one in
    `every` a command (0: none is).
    """

    count: int
    members: int
    rate: float = 0.0
    warmup: int = 0
    every: int = EVERY


@dataclass(frozen=True, slots=True)
class Shared:
    """A store on a server, and the server's process; served by so many workers, or (0) by one bot alone."""

    url: str
    server: int
    workers: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """`cpu` (of the bots), `server_cpu` and `seconds` from the first measured update to the last one dealt with; `late`
    per answer, in seconds.
    """

    updates: int
    cpu: float
    server_cpu: float
    seconds: float
    ready_after: float
    memory: float
    late: list[float]

    @property
    def per_cpu_second(self) -> float:
        return self.updates / self.cpu


def run(bot: Bot, course: Course, *, folder: Path, store: Path | None = None, shared: Shared | None = None) -> Result:
    """Weilu runs with everything on, on a fresh store unless one is named."""
    with _serving(course, folder) as url, contextlib.ExitStack() as others:
        arguments = _arguments(bot, course, url=url, folder=folder, store=store, shared=shared)
        with child(*arguments, log=folder / f"{bot}.log") as each:
            pids = [each.pid]
            for number in range(1, shared.workers if shared else 0):
                log = folder / f"{bot}-{number}.log"
                pids.append(others.enter_context(joined(*arguments, log=log, said="engine.worker")))
            watched = {"bots": pids} | ({"server": [shared.server]} if shared else {})
            words = "&".join(f"{name}={'+'.join(map(str, each))}" for name, each in watched.items())
            _ask(f"{url}/bench/watch/{words}")
            told = _ask(f"{url}/bench/result")
            return Result(
                updates=told["updates"],
                cpu=told["cpu"]["bots"],
                server_cpu=told["cpu"].get("server", 0.0),
                seconds=told["seconds"],
                ready_after=each.ready_after,
                memory=memory(each.pid),
                late=told["late"],
            )


@contextlib.contextmanager
def _serving(course: Course, folder: Path) -> Iterator[str]:
    told = ("count", "members", "rate", "warmup", "every")
    arguments = [word for name in told for word in (f"--{name}", str(getattr(course, name)))]
    with child("-m", "bench", "serve", *arguments, log=folder / "server.log") as server:
        yield server.said.removeprefix("ready ")


def _arguments(
    bot: Bot, course: Course, *, url: str, folder: Path, store: Path | None, shared: Shared | None
) -> list[str]:
    if bot != "weilu":
        return ["-m", f"bench.empty_{bot}", url, str(course.count)]
    if store is None:
        store = folder / "weilu.db"
        for old in folder.glob("weilu.db*"):
            old.unlink()
    config = folder / "config.toml"
    told = _CONFIG.format(token=TOKEN, url=url, store=store)
    if shared is not None:
        told += f'url = "{shared.url}"\nworkers = {str(shared.workers > 0).lower()}\n'
    config.write_text(told, encoding="utf-8")
    config.chmod(0o600)
    return ["-m", "bot", "run", "--config", str(config)]


def _ask(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=600) as answer:  # noqa: S310
        return json.loads(answer.read())["result"]
