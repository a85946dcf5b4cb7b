"""Whatever Telegram answers to what a command leads to, somebody reads what came of it; nobody waits for nothing."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest

from playground.actions import do
from tests.story import FORUM, MODERATOR, OWNER, YINUO, ZIXUAN, Story, told

DESK: Final = -1001000000003
PICTURE: Final = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(24)).decode()

ASKED: Final[dict[str, tuple[int, str, str]]] = {
    "a command": (YINUO, "/points", "sendMessage"),
    "a check-in": (YINUO, "签到", "sendMessage"),
    "a picture": (YINUO, "/calendar", "sendPhoto"),
    "a poll": (MODERATOR, "/poll 去哪 | 山 | 海 | #ends 1h", "sendPoll"),
    "a quiz": (MODERATOR, "/quiz 一加一 | *二 | 三 | #ends 1h", "sendPoll"),
    "a stop": (MODERATOR, "/poll close 1", "stopPoll"),
    "a topic": (MODERATOR, "/topic new 读书会", "createForumTopic"),
    "a discussion": (MODERATOR, "/topic discuss 读什么 | 2d", "createForumTopic"),
    "a challenge": (OWNER, "/challenge new 早起 | 7d | #早起打卡", "sendMessage"),
    "an entry": (YINUO, "#早睡打卡 今天也早睡", "setMessageReaction"),
    "a phrase": (YINUO, "我要锅", "setMessageReaction"),
    "thanks": (YINUO, "谢谢", "setMessageReaction"),
    "feedback": (YINUO, "/feedback 灯坏了", "sendMessage"),
    "a report": (YINUO, "/report 广告", "sendMessage"),
    "an event": (MODERATOR, "/event new 徒步 | 明天 9:00", "sendMessage"),
    "an announcement": (MODERATOR, "/announce 大家好", "sendMessage"),
}
"""Who says what, and the method by which it is answered."""

FATES: Final[dict[str, dict[str, Any]]] = {
    "no right": {"kind": "error", "code": 400, "description": "Bad Request: not enough rights"},
    "refused": {"kind": "error", "code": 400, "description": "Bad Request: SOMETHING_NEW"},
    "forbidden there": {"kind": "error", "code": 400, "description": "Bad Request: REACTION_INVALID"},
    "no reply": {"kind": "error", "code": 400, "description": "Bad Request: message to be replied not found"},
    "closed": {"kind": "error", "code": 400, "description": "Bad Request: TOPIC_CLOSED"},
    "failed": {"kind": "error", "code": 500, "description": "Internal Server Error"},
    "a lost answer": {"kind": "lost_after"},
    "a gateway's answer": {"kind": "gateway"},
    "too many": {"kind": "flood", "retry_after": 1},
}


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Story]:
    extra = f"[access]\noperators = [{OWNER}]\n[desk]\nchat = {DESK}\n"
    async with told(tmp_path, extra) as story:
        assert await story.does(OWNER, "new_group", title="管理组") == DESK
        for who in (OWNER, MODERATOR, YINUO, ZIXUAN):
            await story.says(who, "早")
            await story.says(who, "/start", chat=who)
        await story.says(MODERATOR, "/poll 吃什么 | 粥 | 面 | #ends 2h")
        await story.says(OWNER, "/challenge new 早睡 | 7d | #早睡打卡")
        await story.says(MODERATOR, "/lottery new 锅 x1 | phrase 我要锅 | ends 2h")
        yield story


def everything(story: Story) -> list[str]:
    """All that anybody can read of the bot's, and its reactions."""
    read = [f"{chat}:{each['message_id']}:{each}" for chat in story.world.chats for each in story.world.sent(chat)]
    posts = [post for chat in story.world.chats.values() for post in chat.posts.values()]
    signs = [str(post.reactions.get(story.world.bot.id)) for post in posts if story.world.bot.id in post.reactions]
    return read + signs + [str(toast) for toast in story.world.toasts]


@pytest.mark.parametrize("fate", FATES)
@pytest.mark.parametrize("asked", ASKED)
async def test_somebody_reads_what_came_of_it(town: Story, asked: str, fate: str) -> None:
    who, words, method = ASKED[asked]
    theirs = do(town.world, {"as": ZIXUAN, "do": "say", "chat_id": FORUM, "text": "今天讲得真好"})
    await town.settle()
    before = everything(town)
    told_of = dict(FATES[fate])
    town.world.faults.next(method, told_of.pop("kind"), chat_id=FORUM, **told_of)
    reply = {"reply_to": theirs["message_id"]} if asked in ("thanks", "a report") else {}
    await town.does(who, "say", chat_id=FORUM, text=words, **reply)
    await town.passes(130)
    async with asyncio.timeout(20):
        while sorted(everything(town)) == sorted(before):
            await town.settle()
            await asyncio.sleep(0.02)
    assert len([each for each in town.world.sent(FORUM) if "poll" in each]) <= 2, "a poll stands twice"
