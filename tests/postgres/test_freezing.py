"""Stories of a frozen bot whose store is in a database: whoever serves it, from any machine, says and does nothing."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from playground.serve import make_server, serving
from playground.world import World
from playground.world.population import populate
from storage import frozen
from storage.database import Store
from storage.engines.postgres_backup import backup, restore
from storage.move import move
from storage.schema_migrations import StoreError
from tests.cli.program import config, forked
from tests.postgres.test_standby import CHECKED_IN, checks_in, number, until
from tests.postgres_server import server
from tests.story import YINUO, ZIXUAN, Story


@pytest.fixture
def world() -> World:
    return populate(World(seed=7))


def elsewhere(folder: Path, url: str, store: str) -> str:
    """The config file of another machine, which shares the database and nothing else."""
    folder.mkdir()
    return config(folder, url, f'[storage]\nurl = "{store}"\n')


async def typed(command: str, path: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, main, [command, "--config", path])


async def test_who_takes_over_a_frozen_bot_stands_still_too(tmp_path: Path, store: Store, world: World) -> None:
    async with serving(make_server(world)) as url:
        here = config(tmp_path, url, f'[storage]\nurl = "{store.url}"\n')
        there = elsewhere(tmp_path / "there", url, store.url)
        async with forked("run", "--config", here) as first:
            assert await first.line() == "ready"
            checks_in(world, YINUO)
            await until(store, CHECKED_IN, 1)
            assert "冻结了" in (await typed("freeze", there)).output
            await first.complaint("冻结了")
            checks_in(world, ZIXUAN)
            await until(store, "SELECT count(*) FROM inbox", 1)
            async with forked("run", "--config", here) as second:
                await second.complaint("等它空出来")
                await first.stops(signal.SIGKILL)
                assert await second.line() == "ready"
                await second.complaint("冻结了")
                assert await number(store, CHECKED_IN) == 1
                assert "解冻了" in (await typed("thaw", there)).output
                await until(store, CHECKED_IN, 2)
                assert await second.stops() == 0
        assert "没有冻结" in (await typed("thaw", here)).output


async def test_what_is_put_back_into_its_place_is_frozen_if_that_was(story: Story, tmp_path: Path) -> None:
    store, before, during = story.config.store, tmp_path / "before.zip", tmp_path / "during.zip"
    await backup(store, before)
    assert await frozen.freeze(store)
    await backup(store, during)
    await story.end()
    await restore(before, store, force=True)
    assert await frozen.is_frozen(store)
    assert await frozen.thaw(store)
    await restore(during, store, force=True)
    assert not await frozen.is_frozen(store)


async def test_a_store_that_moves_is_frozen_there_as_it_was_here(story: Story, tmp_path: Path) -> None:
    store, file = story.config.store, Store(tmp_path / "back.db")
    await frozen.freeze(store)
    await story.end()
    await move(store, file, tell=lambda *_: None)
    assert await frozen.is_frozen(file)


async def test_a_sign_from_when_the_store_was_a_file_holds_until_it_is_thawed(story: Story) -> None:
    store = story.config.store
    await frozen.freeze(Store(store.path))
    assert await story.app.database.is_frozen()
    assert not await frozen.freeze(store)
    assert await frozen.thaw(store)
    assert not await story.app.database.is_frozen()


async def test_where_no_bot_has_begun_there_is_nothing_to_freeze(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="start the bot once"):
        await frozen.freeze(Store(tmp_path / "weilu.db", server().url("postgres")))
