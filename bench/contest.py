"""One bot against one stream of updates: started, fed, timed and ended; what is compared is said elsewhere."""

from __future__ import annotations

import contextlib
import json
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bench.children import child, memory
from bench.server import TOKEN

Bot = Literal["weilu", "ptb", "aiogram"]

_CONFIG = """\
[telegram]
token = "{token}"
base_url = "{url}"
pace = "none"
[storage]
path = "{store}"
[answers]
checkin = "reply"
"""


@dataclass(frozen=True, slots=True)
class Course:
    """`count` updates of `members` people; `rate` updates a second, 0 for as fast as the bot asks; with commands among
    them or chatter alone.
    """

    count: int
    members: int
    rate: float = 0.0
    warmup: int = 0
    is_chatter: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """`cpu` and `seconds` from the first measured update to the last one dealt with; `late` per answer, in seconds."""

    updates: int
    cpu: float
    seconds: float
    ready_after: float
    memory: float
    late: list[float]

    @property
    def per_cpu_second(self) -> float:
        return self.updates / self.cpu


def run(bot: Bot, course: Course, *, folder: Path, store: Path | None = None) -> Result:
    """Weilu runs with everything on, on a fresh store unless one is named."""
    with _serving(course, folder) as url:
        arguments = _arguments(bot, course, url=url, folder=folder, store=store)
        with child(*arguments, log=folder / f"{bot}.log") as each:
            _ask(f"{url}/bench/watch/{each.pid}")
            told = _ask(f"{url}/bench/result")
            return Result(
                updates=told["updates"],
                cpu=told["cpu"],
                seconds=told["seconds"],
                ready_after=each.ready_after,
                memory=memory(each.pid),
                late=told["late"],
            )


@contextlib.contextmanager
def _serving(course: Course, folder: Path) -> Iterator[str]:
    arguments = ["--count", course.count, "--members", course.members, "--rate", course.rate, "--warmup", course.warmup]
    chatter = ["--chatter"] if course.is_chatter else []
    with child("-m", "bench", "serve", *map(str, arguments), *chatter, log=folder / "server.log") as server:
        yield server.said.removeprefix("ready ")


def _arguments(bot: Bot, course: Course, *, url: str, folder: Path, store: Path | None) -> list[str]:
    if bot != "weilu":
        return ["-m", f"bench.empty_{bot}", url, str(course.count)]
    if store is None:
        store = folder / "weilu.db"
        for old in folder.glob("weilu.db*"):
            old.unlink()
    config = folder / "config.toml"
    config.write_text(_CONFIG.format(token=TOKEN, url=url, store=store), encoding="utf-8")
    config.chmod(0o600)
    return ["-m", "bot", "run", "--config", str(config)]


def _ask(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=600) as answer:  # noqa: S310
        return json.loads(answer.read())["result"]
