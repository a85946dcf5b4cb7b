"""Every action of the rights table by every role, a story each; what an answer says beyond that is its feature's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.config.access import Rights
from playground.world.values import Person
from tests.story import FORUM, KITCHEN, MODERATOR, MUYANG, OWNER, TSZCHING, YINUO, ZIXUAN, Story, told

OPERATOR, WEAK, STRONG, MEMBER, VICTIM = TSZCHING, MUYANG, MODERATOR, YINUO, ZIXUAN

BOT = 990_000_001

ACTIONS = {
    "grant": f"/grant {VICTIM} 5 好",
    "deduct": f"/deduct {VICTIM} 1 刷屏",
    "undo": "/undo {entry}",
    "shop": "/shop new 杯子 | price 10 | stock 1",
    "poll": "/poll 吃什么 | 面 | 饭",
    "quiz": "/quiz 一加一 | *二 | 三",
    "lottery": "/lottery new 书 x1 | title 送书 | ends 2h",
    "event": "/event new 聚会 | 明天 20:00",
    "announce": "/announce 大家好",
    "schedule": "/schedule pause 早安",
    "topic": "/topic new 电影",
    "incident": "/incident open 服务器坏了",
    "ask": "/ask open 问问题 | 7d",
    "challenge": "/challenge new 早起 | 7d | #早起",
    "feedback": "/feedback 1 claim",
    "mood": "/mood",
    "stats": "/stats",
    "settings": "/language",
    "doctor": "/doctor",
    "audit": "/audit",
    "guard": "/guard",
    "mute": f"/mute {VICTIM} 1h 刷屏",
    "ban": f"/ban {VICTIM} 广告",
    "rules": "/rules set 好好说话",
    "welcome": "/welcome off",
}
BY_BUTTON = {"report", "gate"}
"""Actions without a command; their own stories press them."""

TRACED = {
    "incidents",
    "ledger",
    "polls",
    "lotteries",
    "events",
    "announcements",
    "asks",
    "challenges",
    "goods",
    "sanctions",
    "rule_versions",
}
"""Tables in which an action that was refused would leave a trace."""

REFUSED = ("只有管理员", "权限，你还没有", "身份")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Story]:
    extra = (
        f"\n[access]\noperators = [{OPERATOR}]\n[desk]\nchat = {KITCHEN}\n"
        '[[schedule]]\nname = "早安"\ncron = "0 9 * * *"\ntext = "早"\n'
    )
    async with told(tmp_path, extra) as story:
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=WEAK, rights=["can_invite_users"])
        await story.says(VICTIM, "签到")
        await story.says(MEMBER, "/feedback 有个按钮坏了")
        yield story


async def answers(story: Story, who: int, **how: Any) -> dict[str, str]:
    entry = (await story.rows("SELECT id FROM ledger WHERE to_account = :id", id=VICTIM))[0]["id"]
    told_ = {}
    for action, command in ACTIONS.items():
        story.world.clock.advance(60)
        told_[action] = (await story.says(who, command.replace("{entry}", str(entry)), **how)).get("text", "")
    return told_


async def traces(story: Story) -> dict[str, list[dict[str, Any]]]:
    return {table: await story.rows(f"SELECT * FROM {table}") for table in TRACED}


def is_refused(answer: str) -> bool:
    return any(word in answer for word in REFUSED)


def test_every_deed_has_a_row_here() -> None:
    assert set(Rights.model_fields) == {*ACTIONS, *BY_BUTTON}


@pytest.mark.parametrize("how", [{}, {"channel": "某个频道"}], ids=["member", "channel"])
async def test_members_and_channels_may_none_of_it(town: Story, how: dict[str, Any]) -> None:
    before = await traces(town)
    found = await answers(town, MEMBER, **how)
    assert {action: answer for action, answer in found.items() if not is_refused(answer)} == {}
    assert await traces(town) == before


async def test_an_administrator_without_the_right_is_told_which(town: Story) -> None:
    found = await answers(town, WEAK)
    for action, right in Rights().model_dump().items():
        if action in ACTIONS:
            assert is_refused(found[action]) == (right != "administrator"), (action, found[action])
            assert ("权限，你还没有" in found[action]) == (right != "administrator"), (action, found[action])


@pytest.mark.parametrize(
    ("who", "how"),
    [(STRONG, {}), (OWNER, {}), (OWNER, {"anonymous": True}), (OPERATOR, {})],
    ids=["moderator", "owner", "anonymous", "operator"],
)
async def test_whoever_has_the_right_is_never_refused_it(town: Story, who: int, how: dict[str, Any]) -> None:
    found = await answers(town, who, **how)
    assert not {action for action, answer in found.items() if is_refused(answer)}


@pytest.mark.parametrize("how", ["left", "banned"])
async def test_a_moderator_who_is_gone_does_none_of_it_from_outside(town: Story, how: str) -> None:
    await town.says(STRONG, "/start", chat=STRONG)
    if how == "left":
        await town.does(STRONG, "leave", chat_id=FORUM)
    else:
        await town.does(OWNER, "ban", chat_id=FORUM, user_id=STRONG)
    before = await traces(town), await town.rows("SELECT * FROM feedback_deeds"), await town.rows("SELECT * FROM audit")
    found = await answers(town, STRONG, chat=STRONG)
    assert all(found.values()), "each is answered"
    assert before == (
        await traces(town),
        await town.rows("SELECT * FROM feedback_deeds"),
        await town.rows("SELECT * FROM audit"),
    )


async def test_another_bot_is_not_listened_to_whatever_its_rights(town: Story) -> None:
    town.world.people[BOT] = Person(BOT, "别家的机器人", username="other_bot", is_bot=True)
    await town.does(BOT, "join", chat_id=FORUM)
    rights = ["can_restrict_members", "can_delete_messages", "can_pin_messages", "can_change_info"]
    await town.does(OWNER, "promote", chat_id=FORUM, user_id=BOT, rights=rights)
    before = await traces(town)
    found = await answers(town, BOT)
    assert set(found.values()) == {""}
    assert await traces(town) == before


async def test_a_right_taken_away_is_missed_at_once(town: Story) -> None:
    await answers(town, STRONG)
    await town.does(OWNER, "demote", chat_id=FORUM, user_id=STRONG)
    found = await answers(town, STRONG)
    assert {action: answer for action, answer in found.items() if not is_refused(answer)} == {}
