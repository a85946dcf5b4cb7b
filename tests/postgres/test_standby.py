"""Stories of two processes on one store: one serves, the other takes over when it dies; servers that go and come."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from playground.actions import do
from playground.serve import make_server, serving
from playground.world import World
from playground.world.population import populate
from storage.database import Store
from tests.cli.program import PATIENCE, Program, config, forked
from tests.postgres_server import server
from tests.story import FORUM, MUYANG, PEISHAN, YINUO, ZIXUAN

CHECKED_IN = "SELECT count(*) FROM checkins"


@pytest.fixture
def world() -> World:
    one = populate(World(seed=7))
    one.floods.counts = False
    return one


@pytest.fixture
async def told(tmp_path: Path, store: Store, world: World) -> AsyncIterator[str]:
    """The config file of whoever serves."""
    async with serving(make_server(world)) as url:
        yield config(tmp_path, url, f'[storage]\nurl = "{store.url}"\n')


async def number(store: Store, sql: str) -> int:
    connection = await asyncpg.connect(store.url)
    try:
        return int(await connection.fetchval(sql))
    finally:
        await connection.close()


async def until(store: Store, sql: str, wanted: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while await number(store, sql) != wanted:
            await asyncio.sleep(0.02)


def checks_in(world: World, who: int) -> dict[str, Any]:
    said: dict[str, Any] = do(world, {"as": who, "do": "say", "chat_id": FORUM, "text": "签到"})
    return said


async def nothing_is_doubled(store: Store, world: World, members: int) -> None:
    """Each check-in was paid once, and answered once or, where a death left it in doubt, at least once."""
    await until(store, "SELECT count(*) FROM inbox", 0)
    assert await number(store, "SELECT count(*) FROM ledger WHERE kind = 'checkin'") == members
    assert await number(store, "SELECT count(*) FROM balances WHERE account > 0") == members
    assert await number(store, "SELECT coalesce(sum(balance), 0) FROM balances") == 0
    assert world.complaints == []


async def test_the_second_takes_over_from_the_first_that_was_killed(told: str, store: Store, world: World) -> None:
    async with forked("run", "--config", told) as first:
        assert await first.line() == "ready"
        async with forked("run", "--config", told) as second:
            assert "正由 weilu" in await second.complaint("等它空出来")
            checks_in(world, YINUO)
            await until(store, CHECKED_IN, 1)
            for who in (ZIXUAN, PEISHAN):
                checks_in(world, who)
            await first.stops(signal.SIGKILL)
            checks_in(world, MUYANG)
            assert await second.line() == "ready"
            await until(store, CHECKED_IN, 4)
            await nothing_is_doubled(store, world, 4)
            assert await second.stops() == 0


async def test_who_stands_by_can_be_stopped(told: str) -> None:
    async with forked("run", "--config", told) as first, forked("run", "--config", told) as second:
        one, other = await serving_and_waiting(first, second)
        assert await other.stops() == 0
        assert await one.stops() == 0


async def serving_and_waiting(*both: Program) -> tuple[Program, Program]:
    """Which of two that began together serves is chance."""
    waits = [asyncio.ensure_future(each.complaint("等它空出来")) for each in both]
    done, others = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for each in others:
        each.cancel()
    waiting = both[waits.index(done.pop())]
    return next(each for each in both if each is not waiting), waiting


async def test_a_server_that_restarts_is_waited_for(told: str, store: Store, world: World) -> None:
    async with forked("run", "--config", told) as bot:
        assert await bot.line() == "ready"
        checks_in(world, YINUO)
        await until(store, CHECKED_IN, 1)
        server().halt()
        checks_in(world, ZIXUAN)
        assert "等它回来" in await bot.complaint("连不上了")
        server().start()
        assert await bot.line() == "ready"
        await until(store, CHECKED_IN, 2)
        await nothing_is_doubled(store, world, 2)
        assert await bot.stops() == 0


async def test_a_store_that_cannot_be_reached_at_the_start_is_a_sentence(tmp_path: Path) -> None:
    nowhere = config(tmp_path, "http://127.0.0.1:1", '[storage]\nurl = "postgresql://weilu@127.0.0.1:1/weilu"\n')
    async with forked("run", "--config", nowhere) as bot:
        assert await bot.ends() == 1
    assert "数据库 postgresql://127.0.0.1:1/weilu 连不上" in bot.complained
