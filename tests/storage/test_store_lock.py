"""Stories of one process a store: a second bot and a restore are refused, a killed one is in nobody's way."""

from __future__ import annotations

import signal
from pathlib import Path

from playground.actions import do
from playground.serve import make_server, serving
from playground.world import World
from tests.cli.conftest import world
from tests.cli.program import config, forked
from tests.cli.test_process import answered
from tests.story import FORUM, YINUO

__all__ = ["world"]


async def test_a_second_bot_on_one_store_is_refused_and_the_first_goes_on(tmp_path: Path, world: World) -> None:
    async with serving(make_server(world)) as url, forked("run", "--config", config(tmp_path, url)) as first:
        assert await first.line() == "ready"
        async with forked("run", "--config", config(tmp_path, url)) as second:
            assert await second.ends(within=20) == 1
            assert f"正由另一个进程用着（{first.process.pid}）：先停下它" in second.complained
        do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/about"})
        await answered(world, "围炉")
        assert await first.stops() == 0


async def test_by_another_path_it_is_the_same_store(tmp_path: Path, world: World) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "weilu.db").symlink_to(tmp_path / "weilu.db")
    async with serving(make_server(world)) as url, forked("run", "--config", config(tmp_path, url)) as first:
        assert await first.line() == "ready"
        async with forked("run", "--config", config(elsewhere, url)) as second:
            assert await second.ends(within=20) == 1
            assert "正由另一个进程用着" in second.complained
        assert await first.stops() == 0


async def test_a_killed_bot_leaves_the_store_free(tmp_path: Path, world: World) -> None:
    async with serving(make_server(world)) as url:
        async with forked("run", "--config", config(tmp_path, url)) as first:
            assert await first.line() == "ready"
            first.process.send_signal(signal.SIGKILL)
            await first.process.wait()
        async with forked("run", "--config", config(tmp_path, url)) as second:
            assert await second.line() == "ready"
            assert await second.stops() == 0
