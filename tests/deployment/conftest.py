"""Several bots in one deployment: a small Telegram for each, one config file for all, the program as it is."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import sqlite3
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from playground.actions import do
from playground.serve import make_server, serving
from playground.world import World
from playground.world.population import populate
from tests.cli.program import PATIENCE, Program, forked
from tests.store import in_file
from tests.story import FORUM, YINUO

NAMES = ("tea", "club", "read")


async def until(fact: Callable[[], Any]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not fact():
            await asyncio.sleep(0.02)


def free_port() -> str:
    """An address on this machine where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


@dataclass
class One:
    """A bot of the deployment, and the people around it."""

    name: str
    token: str
    world: World
    url: str
    more: str = ""
    """Tables of its own."""

    @property
    def entry(self) -> str:
        own = f'[bots.telegram]\nbase_url = "{self.url}"\npace = "none"\n{self.more}'
        return f'[[bots]]\nname = "{self.name}"\ntoken = "{self.token}"\n{own}\n'

    def says(self, who: int, words: str) -> None:
        do(self.world, {"as": who, "do": "say", "chat_id": FORUM, "text": words})

    @property
    def said(self) -> list[str]:
        """What the bot said in the group, in order."""
        return [each.get("text", "") for each in self.world.sent(FORUM)]

    async def answers(self, who: int, words: str) -> str:
        already = len(self.said)
        self.says(who, words)
        await until(lambda: len(self.said) > already)
        return self.said[-1]


class Deployment(dict[str, One]):
    """The bots by their names; `shared` are tables for all of them."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder, self.shared = folder, "[points]\nlucky_chance = 0.0\n"

    @property
    def config(self) -> str:
        path = self.folder / "config.toml"
        path.write_text(self.shared + "\n" + "".join(one.entry for one in self.values()), encoding="utf-8")
        path.chmod(0o600)
        return str(path)

    def file_of(self, name: str) -> Path:
        return self.folder / f"weilu-{name}.db"

    def holds(self, name: str, fact: str) -> bool:
        """Whether the bot's store has a row for that statement."""
        with contextlib.closing(sqlite3.connect(self.file_of(name), timeout=10)) as store:
            return store.execute(fact).fetchone() is not None

    @contextlib.asynccontextmanager
    async def at_work(self, *words: str) -> AsyncIterator[Program]:
        async with forked("run", "--config", self.config, *words) as program:
            if await program.line() != "ready":
                await program.ends()
                raise AssertionError(program.complained)
            yield program

    def with_health(self) -> str:
        """Where it is asked how it is."""
        listen = free_port()
        self.shared += f'[health]\nlisten = "{listen}"\n'
        return f"http://{listen}"


@pytest.fixture
async def bots(tmp_path: Path) -> AsyncIterator[Deployment]:
    found = Deployment(tmp_path)
    async with contextlib.AsyncExitStack() as stack:
        for number, name in enumerate(NAMES):
            token = f"{12345670 + number}:playground-token-for-{name}-and-no-other"
            world = populate(World(seed=7 + number, token=token))
            world.floods.counts = False
            in_file(found.file_of(name))
            found[name] = One(name, token, world, await stack.enter_async_context(serving(make_server(world))))
        yield found


async def asked(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


async def health_of(url: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((await asked(f"{url}/health"))[1])
    return told


async def on_the_page(url: str, line: str) -> None:
    """Wait until the metrics have that line: an answer is seen a moment before its row is done."""
    async with asyncio.timeout(PATIENCE):
        while line not in (await asked(f"{url}/metrics"))[1].splitlines():
            await asyncio.sleep(0.02)


async def all_check_in(bots: Deployment) -> None:
    for one in bots.values():
        assert "+10" in await one.answers(YINUO, "签到")
