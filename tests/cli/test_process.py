"""Stories of the program as an operator meets it: started, stopped, misconfigured, and told in plain sentences."""

from __future__ import annotations

import asyncio
import signal
import socket
from pathlib import Path

import aiohttp
import pytest

from playground.actions import do
from playground.serve import bind, make_server, serving
from playground.world import World
from playground.world.faults import Weather
from playground.world.population import populate
from tests.cli.program import PATIENCE, TOKEN, config, forked, started
from tests.story import FORUM, YINUO


async def answered(world: World, words: str) -> None:
    """Until the bot has said these words in the forum."""
    async with asyncio.timeout(PATIENCE):
        while not [each for each in world.sent(FORUM) if words in each.get("text", "")]:
            await asyncio.sleep(0.02)


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
        async with forked("run", "--config", config(tmp_path, url)) as bot:
            assert "连不上" in await bot.complaint("Telegram")
            assert await bot.stops(within=5) == 0


async def test_the_bot_stops_within_5_seconds_when_telegram_went_away_with_work_under_way(
    tmp_path: Path, world: World
) -> None:
    async with serving(make_server(world)) as url, forked("run", "--config", config(tmp_path, url)) as bot:
        assert await bot.line() == "ready"
        for _ in range(20):
            do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "签到"})
            do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/help"})
        await answered(world, "我能做的事")
        do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/about"})
        world.faults.set(Weather("down"))
        assert await bot.stops(within=5) == 0


async def test_a_slow_telegram_does_not_keep_the_bot_from_stopping(tmp_path: Path, world: World) -> None:
    async with serving(make_server(world)) as url, forked("run", "--config", config(tmp_path, url)) as bot:
        assert await bot.line() == "ready"
        do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/help"})
        await answered(world, "我能做的事")
        world.faults.set(Weather("slow", delay=30))
        for _ in range(5):
            do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/about"})
        assert await bot.stops() == 0


async def test_a_second_poller_is_told_in_plain_words_once_and_the_bot_goes_on(tmp_path: Path, world: World) -> None:
    async with serving(make_server(world)) as url, forked("run", "--config", config(tmp_path, url)) as bot:
        assert await bot.line() == "ready"
        do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/about"})
        await answered(world, "围炉")
        for _ in range(3):
            world.faults.next("getUpdates", "error", code=409, description="Conflict: terminated by other getUpdates")
        world.updates.wake()
        await bot.complaint("另一个程序也在用这个 token")
        do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/rules"})
        await bot.complaint("Telegram 又有回答了")
        await answered(world, "群规")
        assert await bot.stops() == 0
        assert bot.complained.count("另一个程序") == 1


async def test_floods_errors_and_lost_connections_on_asking_are_outlived(tmp_path: Path, world: World) -> None:
    async with serving(make_server(world)) as url, forked("run", "--config", config(tmp_path, url)) as bot:
        assert await bot.line() == "ready"
        world.faults.next("getUpdates", "flood", retry_after=1)
        world.faults.next("getUpdates", "error", code=502, description="Bad Gateway")
        world.faults.next("getUpdates", "lost_before")
        world.faults.next("getUpdates", "error", code=403, description="Forbidden")
        world.updates.wake()
        await bot.complaint("要求歇一会儿")
        await bot.complaint("Bad Gateway")
        await bot.complaint("lost its connection")
        do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/about"})
        await bot.complaint("Telegram 又有回答了")
        await answered(world, "围炉")
        assert await bot.stops() == 0


async def test_a_refused_token_ends_the_bot_with_a_sentence(tmp_path: Path, world: World) -> None:
    async with serving(make_server(world)) as url:
        path = config(tmp_path, url)
        Path(path).write_text(Path(path).read_text().replace(TOKEN, "12345678:somebody-elses-token-that-is-wrong"))
        async with forked("run", "--config", path) as bot:
            assert await bot.ends() == 1
            assert "从 @BotFather 那里重新拷一遍" in bot.complained
            assert "somebody-elses" not in bot.complained


async def test_a_token_revoked_while_running_ends_the_bot_with_a_sentence(tmp_path: Path, world: World) -> None:
    async with serving(make_server(world)) as url, forked("run", "--config", config(tmp_path, url)) as bot:
        assert await bot.line() == "ready"
        world.token = "12345678:another-token-was-made-at-botfather"
        world.updates.wake()
        assert await bot.ends() == 1
        assert "从 @BotFather 那里重新拷一遍" in bot.complained


async def test_a_store_that_cannot_be_used_ends_the_bot_with_a_sentence(tmp_path: Path, world: World) -> None:
    (tmp_path / "weilu.db").write_text("这是一封信" * 500, encoding="utf-8")
    async with serving(make_server(world)) as url, forked("run", "--config", config(tmp_path, url)) as bot:
        assert await bot.ends() == 1
        assert "weilu.db 用不了（file is not a database），看看 storage.path" in bot.complained


async def test_another_bots_store_is_refused(tmp_path: Path, world: World) -> None:
    async with serving(make_server(world)) as url:
        async with forked("run", "--config", config(tmp_path, url)) as bot:
            assert await bot.line() == "ready"
            assert await bot.stops() == 0
        other = populate(World(seed=7, token="87654321:playground-token-for-weilu-only"))
    async with serving(make_server(other)) as url:
        path = config(tmp_path, url)
        Path(path).write_text(Path(path).read_text().replace(TOKEN, other.token))
        async with forked("run", "--config", path) as bot:
            assert await bot.ends() == 1
            assert "是机器人 12345678 的" in bot.complained


async def test_a_missing_config_is_told_plainly(tmp_path: Path) -> None:
    for command in ("run", "check"):
        async with forked(command, "--config", str(tmp_path / "nowhere.toml")) as bot:
            assert await bot.ends() == 1
            assert "nowhere.toml" in bot.said + bot.complained


async def test_check_names_every_finding_and_tells_by_its_exit_code(tmp_path: Path) -> None:
    path = config(tmp_path, "http://127.0.0.1:1", "[community]\ntimezone = 'Asia/Shanghia'\nlocal = 'en'\n")
    async with forked("check", "--config", path) as bot:
        assert await bot.ends() == 1
        lines = bot.said.splitlines()
        assert {line.split()[1] for line in lines if line.startswith("error")} == {
            "community.timezone:",
            "community.local:",
        }
        assert bot.complained == ""
    path = config(tmp_path, "http://127.0.0.1:1")
    async with forked("check", "--config", path) as bot:
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
            async with forked("run", "--config", config(tmp_path, url, hook)) as bot:
                assert await bot.line() == "ready"
                do(world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/about"})
                await answered(world, "围炉")
                secrets.add(world.webhook.secret)
                async with aiohttp.ClientSession() as session, session.post(world.webhook.url, data=b"{}") as answer:
                    assert answer.status == 401
                assert await bot.stops() == 0
    assert [len(each) for each in secrets] == [32]
