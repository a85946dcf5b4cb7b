"""Stories of `play` and the playground as programs: their ports, what they keep, and how they end."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli import week
from bot.cli.play import write_config
from bot.cli.week_script import DAYS
from bot.config import load
from playground.world import World
from playground.world.population import populate
from tests.cli.program import PATIENCE, config, forked, started
from tests.story import NOON


def test_a_kept_config_keeps_what_people_wrote_into_it(tmp_path: Path) -> None:
    path, world = tmp_path / "config.toml", populate(World(seed=7))
    write_config(path, world, base_url="http://127.0.0.1:1111", console="127.0.0.1:3333")
    mine = '\n# mine\n[[schedule]]\nname = "早"\ncron = "0 9 * * *"\ntext = "token = 早"\n'
    path.write_text(path.read_text() + mine)
    write_config(path, world, base_url="http://127.0.0.1:2222", console="127.0.0.1:4444")
    config = load(path, {})
    assert (config.telegram.base_url, config.token) == ("http://127.0.0.1:2222", world.token)
    assert path.read_text().endswith(mine)
    assert config.console.listen == "127.0.0.1:4444"
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_at_whatever_hour_you_come_the_groups_week_was_lived_by_day(hour: int) -> None:
    """What is held back at night would keep the tour waiting."""
    world = populate(World(seed=7, start=NOON + hour * 3600))
    week.go_back(world)
    begins = datetime.fromtimestamp(world.now(), ZoneInfo("Asia/Shanghai"))
    assert (begins.hour, begins.minute) == (9, 0)
    assert abs(NOON + hour * 3600 - world.now() - len(DAYS) * week.DAY) < week.DAY


async def test_the_bot_of_play_ends_with_it_even_when_it_is_killed() -> None:
    async with started("bot", "play", "--new", "--no-browser", "--port", "0") as program:
        await program.line()
        play = program.process.pid
        children = [each for each in map(parent_of, processes()) if each[1] == play]
        assert len(children) == 1
        program.process.kill()
        async with asyncio.timeout(PATIENCE):
            while parent_of(children[0][0])[1] not in (0, play):
                await asyncio.sleep(0.1)


async def test_a_bot_whose_play_has_gone_before_it_could_answer_ends_too(tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        path = config(tmp_path, f"http://127.0.0.1:{nobody.getsockname()[1]}")
        async with forked("run", "--config", path, "--parent", "1") as orphan:
            assert await orphan.ends() == 0


def processes() -> list[int]:
    return [int(each.name) for each in Path("/proc").iterdir() if each.name.isdecimal()]


def parent_of(process: int) -> tuple[int, int]:
    """Its id and its parent's; 0 once it has ended, though nobody may have asked after it yet."""
    with contextlib.suppress(OSError):
        state, parent = (Path("/proc") / str(process) / "stat").read_text().rpartition(") ")[2].split()[:2]
        return process, 0 if state == "Z" else int(parent)
    return process, 0


@pytest.mark.parametrize("command", [["bot", "play"], ["playground"]], ids=["play", "playground"])
async def test_a_port_in_use_is_told_plainly(command: list[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        async with started(*command, "--no-browser", "--port", port) as program:
            assert await program.ends() == 2
            assert port in program.complained
            assert "--port 0" in program.complained
            assert program.said == ""


@pytest.mark.parametrize("command", [["bot", "play", "--new"], ["playground"]], ids=["play", "playground"])
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_any_free_port_is_told_and_the_stop_is_clean(command: list[str], how: signal.Signals) -> None:
    async with started(
        *command, "--no-browser", "--port", "0", BOT_TOKEN="99999999:a-real-token-of-the-user"
    ) as program:
        ready, url = (await program.line()).split()
        assert ready == "ready"
        address = url.removeprefix("http://")
        reader, writer = await asyncio.open_connection(*address.split(":"))
        writer.write(f"GET /playground/info HTTP/1.0\r\nHost: {address}\r\n\r\n".encode())
        assert b'"bot_api":"10.0"' in (await reader.read()).replace(b'": "', b'":"')
        writer.close()
        assert await program.stops(how) == 0
        assert "a-real-token" not in program.said + program.complained
