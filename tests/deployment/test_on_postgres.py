"""Stories of several bots in one PostgreSQL database, a schema each: apart, copied one by one."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from functools import partial

import asyncpg
import pytest

from tests.cli.program import PATIENCE, Program, forked
from tests.deployment.conftest import Deployment, One, all_check_in, until
from tests.deployment.test_commands import typed
from tests.postgres_server import fresh, server
from tests.story import MUYANG, PEISHAN, YINUO, ZIXUAN


@pytest.fixture
async def url(bots: Deployment) -> str:
    store = await fresh(bots.folder / "weilu.db", schemas=tuple(f"bot_{name}" for name in bots))
    bots.shared += f'[storage]\nurl = "{store.url}"\n'
    return store.url


@pytest.fixture
async def empty_url(bots: Deployment) -> str:
    store = await fresh(bots.folder / "weilu.db")
    bots.shared += f'[storage]\nurl = "{store.url}"\n'
    return store.url


@pytest.fixture
async def database(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    yield connection
    await connection.close()


async def test_each_has_a_schema_of_its_own(bots: Deployment, database: asyncpg.Connection) -> None:
    async with bots.at_work() as program:
        await all_check_in(bots)
        assert await program.stops() == 0
    for name in bots:
        assert await database.fetchval(f"SELECT count(*) FROM bot_{name}.checkins") == 1
    assert await database.fetchval("SELECT count(*) FROM public.checkins") == 0


async def test_one_backup_for_all_and_one_of_them_put_back(bots: Deployment, database: asyncpg.Connection) -> None:
    copy = str(bots.folder / "copy.zip")
    async with bots.at_work() as program:
        await all_check_in(bots)
        assert (await typed(bots, "backup", copy)).exit_code == 0
        for one in bots.values():
            assert "+10" in await one.answers(ZIXUAN, "签到")
        assert await program.stops() == 0
    of_another = await typed(bots, "restore", str(bots.folder / "copy-club.zip"), "--bot", "tea", "--force")
    assert (of_another.exit_code, "换它自己的备份" in of_another.output) == (1, True)
    back = await typed(bots, "restore", str(bots.folder / "copy-tea.zip"), "--bot", "tea", "--force")
    assert back.exit_code == 0, back.output
    counted = [await database.fetchval(f"SELECT count(*) FROM bot_{name}.checkins") for name in bots]
    assert counted == [1, 2, 2]
    async with bots.at_work() as program:
        assert "+10" in await bots["tea"].answers(ZIXUAN, "签到")
        assert await program.stops() == 0


async def test_all_of_them_move_there_from_their_files(bots: Deployment) -> None:
    async with bots.at_work() as program:
        await all_check_in(bots)
        assert await program.stops() == 0
    store = await fresh(bots.folder / "weilu.db")
    moved = await typed(bots, "move", "--to", store.url)
    assert moved.exit_code == 0, moved.output
    bots.shared += f'[storage]\nurl = "{store.url}"\n'
    async with bots.at_work() as program:
        for one in bots.values():
            assert "+10" not in await one.answers(YINUO, "签到")
        assert await program.stops() == 0


async def test_a_role_that_may_make_no_schema_is_told_what_to_ask_for(bots: Deployment, empty_url: str) -> None:
    admin = await asyncpg.connect(empty_url)
    try:
        name = await admin.fetchval("SELECT current_database()")
        await admin.execute(f"CREATE ROLE few_{name} LOGIN")
        bots.shared = bots.shared.replace("postgresql://weilu@", f"postgresql://few_{name}@")

        async with forked("run", "--config", bots.config) as program:
            assert await program.ends() == 1
        assert "CREATE SCHEMA bot_" in program.complained
        await admin.execute("".join(f"CREATE SCHEMA bot_{bot} AUTHORIZATION few_{name};" for bot in bots))
    finally:
        await admin.close()
    async with bots.at_work() as program:
        await all_check_in(bots)
        assert await program.stops() == 0


COUNTS = "SELECT count(*) FROM bot_{0}.checkins UNION ALL SELECT count(*) FROM bot_{0}.ledger WHERE kind = 'checkin'"


async def holds(database: asyncpg.Connection, name: str) -> list[int]:
    """Check-ins, and what was paid for them."""
    return [row[0] for row in await database.fetch(COUNTS.format(name))]


def has_said(one: One, times: int) -> bool:
    return len(one.said) >= times


async def shared_out(*programs: Program) -> None:
    """Until each of two processes said that it runs a part of the three bots."""
    for program in programs:
        while not re.search(r"这个进程运行的机器人：\w+(, \w+)?；别的进程在运行：\w", program.complained):
            await program.complaint("这个进程运行的机器人")


async def test_two_processes_share_the_bots_and_one_that_is_killed_leaves_them_to_the_other(
    bots: Deployment, database: asyncpg.Connection
) -> None:
    async with bots.at_work() as first:
        await all_check_in(bots)
        async with bots.at_work() as second:
            await shared_out(first, second)
            for one in bots.values():
                assert "+10" in await one.answers(ZIXUAN, "签到")
            for one in bots.values():
                one.says(PEISHAN, "签到")
            first.process.kill()
            for one in bots.values():
                one.says(MUYANG, "签到")
            await second.complaint("别的进程在运行：-")
            for name, one in bots.items():
                async with asyncio.timeout(PATIENCE):
                    while await holds(database, name) != [4, 4]:
                        await asyncio.sleep(0.02)
                assert one.world.complaints == []
            assert await second.stops() == 0
    for name in bots:
        assert await holds(database, name) == [4, 4]
        assert await database.fetchval(f"SELECT coalesce(sum(balance), 0) FROM bot_{name}.balances") == 0


async def test_who_comes_back_takes_a_part_again(bots: Deployment, url: str) -> None:
    async with bots.at_work() as first:
        async with bots.at_work() as second:
            await shared_out(first, second)
            assert await second.stops() == 0
        await first.complaint("别的进程在运行：-")
        async with bots.at_work() as third:
            await shared_out(third)
            await all_check_in(bots)
            assert await first.stops() == 0
            await third.complaint("别的进程在运行：-")
            for one in bots.values():
                assert "+10" in await one.answers(ZIXUAN, "签到")
            assert await third.stops() == 0
    assert url


async def test_a_server_that_restarts_ends_no_bot(bots: Deployment, url: str) -> None:
    async with bots.at_work() as program:
        await all_check_in(bots)
        server().halt()
        for one in bots.values():
            one.says(ZIXUAN, "签到")
        await program.complaint("等它回来")
        server().start()
        for one in bots.values():
            await until(partial(has_said, one, 2))
            assert "+10" in one.said[-1]
        assert await program.stops() == 0
    assert url
