"""Stories of the program as an operator meets it: started, stopped, misconfigured, and told in plain sentences."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot.cli.play import write_config
from bot.config import load
from playground.actions import do
from playground.serve import bind, make_server, serving
from playground.world import World
from playground.world.faults import Weather
from playground.world.population import populate
from tests.story import FORUM, YINUO

ROOT = Path(__file__).parents[2]
TOKEN = "12345678:playground-token-for-weilu-only"


PATIENCE = 60.0
"""Seconds after which a process will never say or do what is waited for; a busy machine may need many."""


@dataclass
class Program:
    """A started command; `said` gathers what it printed so far."""

    process: asyncio.subprocess.Process
    said: str = ""
    complained: str = ""

    async def line(self) -> str:
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            line = (await self.process.stdout.readline()).decode()
        self.said += line
        return line.rstrip("\n")

    async def complaint(self, words: str) -> str:
        """The first line on stderr with these words in it."""
        assert self.process.stderr is not None
        async with asyncio.timeout(PATIENCE):
            while line := (await self.process.stderr.readline()).decode():
                self.complained += line
                if words in line:
                    return line
        raise AssertionError(f"{words!r} was not said, but: {self.complained}")

    async def ends(self, *, within: float = PATIENCE) -> int:
        async with asyncio.timeout(within):
            out, err = await self.process.communicate()
        self.said += out.decode()
        self.complained += err.decode()
        assert TOKEN not in self.said + self.complained
        assert "Traceback" not in self.said + self.complained, self.complained
        assert self.process.returncode is not None
        return self.process.returncode

    async def stops(self, how: signal.Signals = signal.SIGTERM, *, within: float = PATIENCE) -> int:
        self.process.send_signal(how)
        return await self.ends(within=within)


@contextlib.asynccontextmanager
async def started(*command: str, cwd: Path = ROOT, **environment: str) -> AsyncIterator[Program]:
    inherited = {name: value for name, value in os.environ.items() if name != "BOT_TOKEN"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *command),
        cwd=cwd,
        env=inherited | {"PYTHONPATH": str(ROOT)} | environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Program(process)
    finally:
        # Kills it, and lets go of its pipes, which a child of its own may hold.
        process._transport.close()  # type: ignore[attr-defined]
        await process.wait()


@pytest.fixture
def world() -> World:
    return populate(World(seed=7))


def config(folder: Path, url: str, more: str = "") -> str:
    path = folder / "config.toml"
    path.write_text(f'[telegram]\ntoken = "{TOKEN}"\nbase_url = "{url}"\npace = "none"\n{more}', encoding="utf-8")
    path.chmod(0o600)
    return str(path)


async def answered(world: World, words: str) -> None:
    """Until the bot has said these words in the forum."""
    async with asyncio.timeout(PATIENCE):
        while not [each for each in world.sent(FORUM) if words in each.get("text", "")]:
            await asyncio.sleep(0.02)


# --- run ---


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_the_bot_is_ready_answers_and_stops_cleanly(tmp_path: Path, world: World, how: signal.Signals) -> None:
    async with serving(make_server(world)) as url, started("bot", "run", "--config", config(tmp_path, url)) as bot:
        assert await bot.line() == "ready"
        do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/about"})
        await answered(world, "围炉")
        assert await bot.stops(how) == 0
    assert world.complaints == []


async def test_the_bot_stops_within_5_seconds_while_telegram_cannot_be_reached(tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        async with started("bot", "run", "--config", config(tmp_path, url)) as bot:
            assert "cannot be reached" in await bot.complaint("Telegram")
            assert await bot.stops(within=5) == 0


async def test_the_bot_stops_within_5_seconds_when_telegram_went_away_with_work_under_way(
    tmp_path: Path, world: World
) -> None:
    async with serving(make_server(world)) as url, started("bot", "run", "--config", config(tmp_path, url)) as bot:
        assert await bot.line() == "ready"
        for _ in range(20):
            do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "签到"})
            do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/help"})
        await answered(world, "/about")
        do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/about"})
        world.faults.set(Weather("down"))
        assert await bot.stops(within=5) == 0


async def test_a_slow_telegram_does_not_keep_the_bot_from_stopping(tmp_path: Path, world: World) -> None:
    async with serving(make_server(world)) as url, started("bot", "run", "--config", config(tmp_path, url)) as bot:
        assert await bot.line() == "ready"
        do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/help"})
        await answered(world, "/about")
        world.faults.set(Weather("slow", delay=30))
        for _ in range(5):
            do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/about"})
        assert await bot.stops() == 0


async def test_a_second_poller_is_told_in_plain_words_once_and_the_bot_goes_on(tmp_path: Path, world: World) -> None:
    async with serving(make_server(world)) as url, started("bot", "run", "--config", config(tmp_path, url)) as bot:
        assert await bot.line() == "ready"
        do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/about"})
        await answered(world, "围炉")
        for _ in range(3):
            world.faults.next("getUpdates", "error", code=409, description="Conflict: terminated by other getUpdates")
        world.updates.wake()
        await bot.complaint("another program is using this bot's token")
        do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/rules"})
        await bot.complaint("Telegram answers again")
        await answered(world, "规矩")
        assert await bot.stops() == 0
        assert bot.complained.count("another program") == 1


async def test_floods_errors_and_lost_connections_on_asking_are_outlived(tmp_path: Path, world: World) -> None:
    async with serving(make_server(world)) as url, started("bot", "run", "--config", config(tmp_path, url)) as bot:
        assert await bot.line() == "ready"
        world.faults.next("getUpdates", "flood", retry_after=1)
        world.faults.next("getUpdates", "error", code=502, description="Bad Gateway")
        world.faults.next("getUpdates", "lost_before")
        world.faults.next("getUpdates", "error", code=403, description="Forbidden")
        world.updates.wake()
        await bot.complaint("asks for a pause")
        await bot.complaint("Bad Gateway")
        await bot.complaint("lost its connection")
        do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/about"})
        await bot.complaint("Telegram answers again")
        await answered(world, "围炉")
        assert await bot.stops() == 0


async def test_a_refused_token_ends_the_bot_with_a_sentence(tmp_path: Path, world: World) -> None:
    async with serving(make_server(world)) as url:
        path = config(tmp_path, url)
        Path(path).write_text(Path(path).read_text().replace(TOKEN, "12345678:somebody-elses-token-that-is-wrong"))
        async with started("bot", "run", "--config", path) as bot:
            assert await bot.ends() == 1
            assert "copy it anew from @BotFather" in bot.complained
            assert "somebody-elses" not in bot.complained


async def test_a_token_revoked_while_running_ends_the_bot_with_a_sentence(tmp_path: Path, world: World) -> None:
    async with serving(make_server(world)) as url, started("bot", "run", "--config", config(tmp_path, url)) as bot:
        assert await bot.line() == "ready"
        world.token = "12345678:another-token-was-made-at-botfather"
        world.updates.wake()
        assert await bot.ends() == 1
        assert "copy it anew from @BotFather" in bot.complained


async def test_a_store_that_cannot_be_used_ends_the_bot_with_a_sentence(tmp_path: Path, world: World) -> None:
    (tmp_path / "weilu.db").write_text("这是一封信" * 500, encoding="utf-8")
    async with serving(make_server(world)) as url, started("bot", "run", "--config", config(tmp_path, url)) as bot:
        assert await bot.ends() == 1
        assert "weilu.db cannot be used (file is not a database); see storage.path" in bot.complained


async def test_another_bots_store_is_refused(tmp_path: Path, world: World) -> None:
    async with serving(make_server(world)) as url:
        async with started("bot", "run", "--config", config(tmp_path, url)) as bot:
            assert await bot.line() == "ready"
            assert await bot.stops() == 0
        other = populate(World(seed=7, token="87654321:playground-token-for-weilu-only"))
    async with serving(make_server(other)) as url:
        path = config(tmp_path, url)
        Path(path).write_text(Path(path).read_text().replace(TOKEN, other.token))
        async with started("bot", "run", "--config", path) as bot:
            assert await bot.ends() == 1
            assert "belongs to the bot 12345678" in bot.complained


async def test_a_missing_config_is_told_plainly(tmp_path: Path) -> None:
    for command in ("run", "check"):
        async with started("bot", command, "--config", str(tmp_path / "nowhere.toml")) as bot:
            assert await bot.ends() == 1
            assert "nowhere.toml" in bot.said + bot.complained


async def test_check_names_every_finding_and_tells_by_its_exit_code(tmp_path: Path) -> None:
    path = config(tmp_path, "http://127.0.0.1:1", "[community]\ntimezone = 'Asia/Shanghia'\nlocal = 'en'\n")
    async with started("bot", "check", "--config", path) as bot:
        assert await bot.ends() == 1
        lines = bot.said.splitlines()
        assert {line.split()[1] for line in lines if line.startswith("error")} == {
            "community.timezone:",
            "community.local:",
        }
        assert bot.complained == ""
    path = config(tmp_path, "http://127.0.0.1:1")
    async with started("bot", "check", "--config", path) as bot:
        assert await bot.ends() == 0
        assert not [line for line in bot.said.splitlines() if line.startswith("error")]


async def test_a_webhook_without_a_secret_gets_one_that_lasts(tmp_path: Path, world: World) -> None:
    listener = bind(0)
    port = listener.getsockname()[1]
    listener.close()
    hook = f'mode = "webhook"\nwebhook = {{listen = "127.0.0.1:{port}", public_url = "http://127.0.0.1:{port}/hook"}}\n'
    secrets = set()
    async with serving(make_server(world)) as url:
        for _ in range(2):
            async with started("bot", "run", "--config", config(tmp_path, url, hook)) as bot:
                assert await bot.line() == "ready"
                do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/about"})
                await answered(world, "围炉")
                secrets.add(world.webhook.secret)
                async with aiohttp.ClientSession() as session, session.post(world.webhook.url, data=b"{}") as answer:
                    assert answer.status == 401
                assert await bot.stops() == 0
    assert [len(each) for each in secrets] == [32]


# --- play, playground ---


def test_a_kept_config_keeps_what_people_wrote_into_it(tmp_path: Path) -> None:
    path, world = tmp_path / "config.toml", populate(World(seed=7))
    write_config(path, world, base_url="http://127.0.0.1:1111")
    mine = '\n# mine\n[[schedule]]\nname = "早"\ncron = "0 9 * * *"\ntext = "token = 早"\n'
    path.write_text(path.read_text() + mine)
    write_config(path, world, base_url="http://127.0.0.1:2222")
    config = load(path, {})
    assert (config.telegram.base_url, config.token) == ("http://127.0.0.1:2222", world.token)
    assert path.read_text().endswith(mine)
    assert path.stat().st_mode & 0o777 == 0o600


async def test_the_bot_of_play_ends_with_it_even_when_it_is_killed() -> None:
    async with started("bot", "play", "--no-browser", "--port", "0") as program:
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
        async with started("bot", "run", "--config", path, "--parent", "1") as orphan:
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


@pytest.mark.parametrize("command", [["bot", "play"], ["playground"]], ids=["play", "playground"])
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
