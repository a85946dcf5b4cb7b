"""The controls of the page: what a person sees and does, the bot's switch, the command that serves it all."""

import asyncio
import base64
import contextlib
import json
import signal
import sys
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from playground.app import create_app
from playground.serve import bind
from playground.world import World
from tests.playground.conftest import FORUM, HIKE, KITCHEN, NEWCOMER, OWNER, YINUO, ZIXUAN, Hand


class FakeSupervisor:
    """Stands where `play` runs the bot."""

    def __init__(self) -> None:
        self.running = True
        self.actions: list[str] = []
        self.text = "[telegram]"

    def config(self) -> str:
        return self.text

    def write_config(self, text: str) -> None:
        self.text = text

    async def kill(self) -> None:
        self.actions.append("kill")
        self.running = False

    async def stop(self) -> None:
        self.actions.append("stop")
        self.running = False

    async def start(self) -> None:
        self.actions.append("start")
        self.running = True

    async def restart(self) -> None:
        self.actions.append("restart")
        self.running = True


async def do(bot: Hand, who: int, name: str, /, **told: Any) -> Any:
    response = await bot.client.post("/playground/do", json={"as": who, "do": name, **told})
    answer = response.json()
    assert (response.status_code == 200) == answer["ok"]
    return answer["result"] if answer["ok"] else answer["error"]


async def look(bot: Hand, who: int) -> dict[str, Any]:
    told: dict[str, Any] = (await bot.client.get(f"/playground/state?as={who}")).json()
    return told


async def test_info_keeps_its_contract(world: World, bot: Hand) -> None:
    told = (await bot.client.get("/playground/info")).json()
    assert (told["token"], told["bot_api"]) == (world.token, "10.0")
    assert {(chat["id"], chat["title"], chat["is_forum"]) for chat in told["chats"]} == {
        (FORUM, "围炉夜话", True),
        (KITCHEN, "深夜厨房", False),
        (HIKE, "周末爬山小队", False),
    }
    roles = [user["role"] for user in told["users"]]
    assert (roles.count("owner"), roles.count("moderator"), roles.count("newcomer")) == (1, 1, 1)
    assert roles.count("member") == 8


async def test_a_person_sees_their_own_chats_only(world: World, bot: Hand) -> None:
    world.say(ZIXUAN, ZIXUAN, "悄悄话")
    assert {chat["id"] for chat in (await look(bot, YINUO))["chats"]} == {FORUM, HIKE, YINUO}
    assert {chat["id"] for chat in (await look(bot, NEWCOMER))["chats"]} == {NEWCOMER}
    assert (await bot.client.get("/playground/state?as=5")).status_code == 400


async def test_deeds_change_what_others_see(world: World, bot: Hand) -> None:
    said = await do(bot, YINUO, "say", chat_id=FORUM, text="你好", topic=world.topic_id(FORUM, "闲聊"))
    here = {"chat_id": FORUM, "message_id": said["message_id"]}
    await do(bot, ZIXUAN, "react", **here, emoji="🎉")
    await do(bot, YINUO, "edit", **here, text="你好呀")
    await do(bot, OWNER, "pin", **here)
    forum = next(chat for chat in (await look(bot, OWNER))["chats"] if chat["id"] == FORUM)
    shown = next(one for one in forum["messages"] if one["message_id"] == said["message_id"])
    assert (shown["text"], shown["reactions"]) == ("你好呀", [{"emoji": "🎉", "count": 1, "mine": False}])
    assert forum["pinned"] == [said["message_id"]]
    await do(bot, YINUO, "delete", **here)
    assert world.messages(FORUM)[-1].get("text") != "你好呀"


async def test_every_deed_that_is_refused_says_why(world: World, bot: Hand) -> None:
    assert await do(bot, 5, "say", chat_id=FORUM, text="x") == "there is no person 5"
    assert (await do(bot, YINUO, "dance")).startswith(
        "there is no deed 'dance'; known are add_bot, add_option, app_data, approve"
    )
    assert await do(bot, YINUO, "say", chat_id=FORUM) == "text must be a string, saw None"
    assert await do(bot, NEWCOMER, "say", chat_id=FORUM, text="x") == "新来的小鹿 is not in 围炉夜话"
    assert await do(bot, YINUO, "ban", chat_id=FORUM, user_id=ZIXUAN) == (
        "陈一诺 lacks the right can_restrict_members in 围炉夜话"
    )
    assert await do(bot, YINUO, "photo", chat_id=FORUM, file="!!") == "file must be base64: Only base64 data is allowed"


async def test_newcomers_come_groups_are_founded_and_grow(world: World, bot: Hand) -> None:
    who = await do(bot, OWNER, "newcomer", name="小满")
    await do(bot, who, "join", chat_id=FORUM)
    await do(bot, who, "set_language", code="en")
    small = await do(bot, who, "new_group", title="三人行", is_super=False)
    large = await do(bot, who, "migrate", chat_id=small)
    forum = await do(bot, who, "new_group", title="新论坛", is_forum=True)
    topic = await do(bot, who, "topic_new", chat_id=forum, name="话题")
    await do(bot, who, "topic_rename", chat_id=forum, topic=topic, name="新话题")
    seen = {chat["id"]: chat for chat in (await look(bot, who))["chats"]}
    assert seen.keys() == {FORUM, large, forum, who}
    assert [one["name"] for one in seen[forum]["topics"]] == ["General", "新话题"]
    assert (await look(bot, who))["me"]["language_code"] == "en"
    await do(bot, who, "photo", chat_id=forum, topic=topic, file=base64.b64encode(b"jpg").decode())
    assert [set(update) - {"update_id"} for update in await bot("getUpdates")].count({"my_chat_member"}) == 4


async def test_only_administrators_see_who_waits_and_a_deleted_account_does_nothing(world: World, bot: Hand) -> None:
    assert await do(bot, YINUO, "ask_first", chat_id=FORUM, on=True) == (
        "陈一诺 lacks the right can_invite_users in 围炉夜话"
    )
    await do(bot, OWNER, "ask_first", chat_id=FORUM, on=True)
    assert await do(bot, NEWCOMER, "join", chat_id=FORUM) == {"has_asked": True}

    async def waiting(who: int) -> list[int]:
        (forum,) = [chat for chat in (await look(bot, who))["chats"] if chat["id"] == FORUM]
        return [one["id"] for one in forum["requests"]]

    assert (await waiting(OWNER), await waiting(YINUO)) == ([NEWCOMER], [])
    await do(bot, NEWCOMER, "delete_account")
    assert await waiting(OWNER) == []
    assert await do(bot, NEWCOMER, "join", chat_id=FORUM) == f"account {NEWCOMER} is deleted, and does nothing any more"
    assert await do(bot, OWNER, "ask_first", chat_id=HIKE, on=True) == (
        "周末爬山小队 is a basic group: whoever is added is in"
    )


async def test_without_a_supervisor_the_bot_cannot_be_switched(bot: Hand) -> None:
    response = await bot.client.post("/playground/bot", json={"do": "kill"})
    assert (response.status_code, response.json()["ok"]) == (404, False)


async def test_a_supervised_bot_is_killed_and_started(world: World) -> None:
    supervisor = FakeSupervisor()
    transport = httpx.ASGITransport(app=create_app(world, supervisor))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        killed = await client.post("/playground/bot", json={"do": "kill"})
        assert killed.json()["result"] == {"running": False, "supervised": True}
        assert (await client.get(f"/playground/state?as={YINUO}")).json()["bot"]["running"] is False
        await client.post("/playground/bot", json={"do": "restart"})
        assert (await client.post("/playground/bot", json={"do": "hug"})).status_code == 400
    assert supervisor.actions == ["kill", "restart"]


async def test_the_config_file_is_read_and_written_as_by_its_operator(world: World, bot: Hand) -> None:
    supervisor = FakeSupervisor()
    transport = httpx.ASGITransport(app=create_app(world, supervisor))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        assert (await client.get("/playground/config")).json()["result"]["text"] == "[telegram]"
        assert (await client.post("/playground/config", json={"text": "又错\n"})).json()["ok"]
        for wrong in ({}, {"text": 7}, {"text": "x" * 300_000}):
            refused = await client.post("/playground/config", json=wrong)
            assert (refused.status_code, "the whole file" in refused.json()["error"]) == (400, True)
        elsewhere = {"origin": "http://evil.example"}
        assert (await client.post("/playground/config", json={"text": ""}, headers=elsewhere)).status_code == 403
    assert supervisor.text == "又错\n"
    assert (await bot.client.get("/playground/config")).status_code == 404, "another bot's file is nobody's"


async def test_a_dead_line_cuts_the_socket_without_an_answer(base_url: str, world: World) -> None:
    async with httpx.AsyncClient(base_url=base_url) as client:
        assert (await client.post("/playground/network", json={"mode": "down"})).json()["ok"]
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get(f"/bot{world.token}/getMe")
        assert (await client.post("/playground/network", json={"mode": "fog"})).status_code == 400
        await client.post("/playground/network", json={"mode": "ok"})
        assert (await client.get(f"/bot{world.token}/getMe")).status_code == 200


@contextlib.asynccontextmanager
async def serving(*opt_outs: str) -> AsyncIterator[asyncio.subprocess.Process]:
    command = [sys.executable, "-m", "playground", "--no-browser", *opt_outs]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=pipe)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def test_the_command_says_when_it_is_ready_and_stops_while_others_wait() -> None:
    async with serving("--port", "0") as process:
        assert process.stdout is not None
        ready, url = (await process.stdout.readline()).decode().split()
        assert ready == "ready"
        async with httpx.AsyncClient(base_url=url, timeout=30) as client:
            token = (await client.get("/playground/info")).json()["token"]
            waiting = asyncio.ensure_future(client.get(f"/bot{token}/getUpdates", params={"timeout": 50}))
            async with client.stream("GET", f"/playground/events?as={YINUO}") as stream:
                lines = stream.aiter_lines()
                assert await anext(lines) == ": hello"
                await client.post("/playground/do", json={"as": OWNER, "do": "say", "chat_id": FORUM, "text": "喂"})
                assert await anext(lines) == ""
                event = json.loads((await anext(lines)).removeprefix("data: "))
                assert (event["kind"], event["message"]["text"]) == ("message", "喂")
                assert (await waiting).json()["result"][0]["message"]["text"] == "喂"
                process.send_signal(signal.SIGTERM)
                assert [line async for line in lines] == [""], "the stream ends cleanly"
        assert await process.wait() == 0


async def test_a_port_in_use_is_a_plain_sentence() -> None:
    with contextlib.closing(bind(0)) as taken:
        async with serving("--port", str(taken.getsockname()[1])) as process:
            _, said = await process.communicate()
            assert process.returncode == 2
            assert "cannot be used: Address already in use" in said.decode()
            assert "Traceback" not in said.decode()
