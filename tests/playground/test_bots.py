"""Bots as their libraries' own pages teach them, run as programs against the playground, and nothing bent for it."""

import asyncio
import base64
import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from playground.world import World
from playground.world.values import Post
from tests.playground.conftest import FORUM, MODERATOR, YINUO

BOTS = Path(__file__).parent / "bots"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + b"\0\0\x01\x00\0\0\0\x80" + b"\0" * 9
MEDIA = ["video", "voice", "animation", "audio", "venue", "location", "contact"]
ORDER = ["video", "voice", "animation", "audio", "location", "venue", "contact"]
PATIENCE = 60  # seconds until a bot that says nothing has failed


def program(name: str) -> list[str]:
    """How the bot is run; skips where what it runs on is missing."""
    if name.endswith(".py"):
        return [sys.executable, str(BOTS / name)]
    node = shutil.which("node")
    if node is None or not (BOTS / "node_modules").is_dir():
        pytest.skip("node, or what `make system` installs for it, is missing")
    return [node, str(BOTS / name)]


@pytest.fixture(params=["ptb_bot.py", "aiogram_bot.py", "telebot_bot.py", "telegraf_bot.mjs", "grammy_bot.mjs"])
async def running(request: pytest.FixtureRequest, world: World, base_url: str) -> AsyncIterator[str]:
    """The bot, from its "ready" until it is told to stop; its file."""
    world.floods.counts = False
    told = {"API": base_url, "TOKEN": world.token, "PICTURE": base64.b64encode(PNG).decode()}
    command = program(request.param)
    process = await asyncio.create_subprocess_exec(
        *command, env=os.environ | told, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        while line := await process.stdout.readline():
            if line.strip() == b"ready":
                break
    assert process.returncode is None, line
    yield request.param
    if process.returncode is None:
        process.kill()
    await process.wait()


async def until(fact: Callable[[], Any]) -> Any:
    """What the fact says once it says something."""
    async with asyncio.timeout(PATIENCE):
        while not (found := fact()):
            await asyncio.sleep(0.01)
    return found


async def test_it_runs_unchanged(world: World, running: str) -> None:
    await it_answers_with_keyboards(world)
    await it_sends_media(world)
    await it_answers_from_within_any_chat(world)
    if running == "ptb_bot.py":
        await it_sends_what_lies_at_an_address(world)
        await it_is_handed_things_by_buttons(world)


async def answer(world: World, words: str) -> Post:
    """The first message that the bot says to these words."""
    before = len(world.sent(YINUO))
    world.say(YINUO, YINUO, words)
    await until(lambda: len(world.sent(YINUO)) > before)
    return world.chats[YINUO].posts[world.sent(YINUO)[before]["message_id"]]


async def it_answers_with_keyboards(world: World) -> None:
    hello = await answer(world, "/start")
    world.press(YINUO, YINUO, hello.id, "pressed")
    await until(lambda: hello.body["text"] == "Pressed")
    assert world.toasts[0]["text"] == "Thanks"
    choose = await answer(world, "/keyboard")
    assert [key["text"] for key in (choose.typing or {})["keyboard"][0]] == ["Tea", "Coffee"]
    assert (await answer(world, "/name")).typing == {"force_reply": True}
    tea = await answer(world, "Tea")
    assert (tea.body["text"], tea.typing) == ("Tea it is", {"remove_keyboard": True})


async def it_sends_media(world: World) -> None:
    photo = (await answer(world, "/photo")).body
    assert (photo["caption"], photo["photo"][-1]["file_size"]) == ("A dot", len(PNG))
    poll = await answer(world, "/poll")
    world.vote(YINUO, YINUO, poll.id, [1])
    assert [option.text for option in world.polls[poll.poll_id].options] == ["Tea", "Coffee"]
    first = await answer(world, "/media")
    await until(lambda: "contact" in world.sent(YINUO)[-1])
    sent = [each for each in world.sent(YINUO) if each["message_id"] >= first.id]
    assert [next(kind for kind in MEDIA if kind in each) for each in sent] == ORDER


async def it_answers_from_within_any_chat(world: World) -> None:
    query = world.ask_inline(YINUO, FORUM, "hello")
    await until(lambda: world.inline_asked[query].is_answered)
    world.choose_inline(YINUO, FORUM, query, "1")
    said = world.messages(FORUM)[-1]
    assert (said["text"], said["from"]["id"], said["via_bot"]["username"]) == ("HELLO", YINUO, "weilu_bot")


async def it_sends_what_lies_at_an_address(world: World) -> None:
    query = world.ask_inline(YINUO, FORUM, "hello")
    await until(lambda: world.inline_asked[query].is_answered)
    assert world.files[world.inline_asked[query].offers["1"].shown["thumbnail"]].mime == "image/svg+xml"
    said = world.choose_inline(YINUO, FORUM, query, "2")
    assert (said["caption"], b"<svg" in world.files[said["photo"][0]["file_id"]].content) == ("A dot", True)


async def it_is_handed_things_by_buttons(world: World) -> None:
    asked = (await answer(world, "/hand")).id
    heard = len(world.sent(YINUO))
    world.send_app_data(YINUO, asked, "Open", "tea")
    world.share_users(YINUO, asked, "Who", [MODERATOR])
    world.share_chat(YINUO, asked, "Where", FORUM)
    await until(lambda: len(world.sent(YINUO)) == heard + 3)
    assert [each["text"] for each in world.sent(YINUO)[heard:]] == ["Open: tea", "Who: 1002", "Where: 围炉夜话"]
