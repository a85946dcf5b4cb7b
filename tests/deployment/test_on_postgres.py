"""Stories of several bots in one PostgreSQL database, a schema each: apart, copied one by one."""

from __future__ import annotations

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.cli.program import started
from tests.deployment.conftest import Deployment, all_check_in
from tests.deployment.test_commands import typed
from tests.postgres_server import fresh
from tests.story import YINUO, ZIXUAN


@pytest.fixture
async def url(bots: Deployment) -> str:
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


async def test_a_role_that_may_make_no_schema_is_told_what_to_ask_for(bots: Deployment, url: str) -> None:
    admin = await asyncpg.connect(url)
    try:
        name = await admin.fetchval("SELECT current_database()")
        await admin.execute(f"CREATE ROLE few_{name} LOGIN")
        bots.shared = bots.shared.replace("postgresql://weilu@", f"postgresql://few_{name}@")

        async with started("bot", "run", "--config", bots.config) as program:
            assert await program.ends() == 1
        assert "CREATE SCHEMA bot_" in program.complained
        await admin.execute("".join(f"CREATE SCHEMA bot_{bot} AUTHORIZATION few_{name};" for bot in bots))
    finally:
        await admin.close()
    async with bots.at_work() as program:
        await all_check_in(bots)
        assert await program.stops() == 0
