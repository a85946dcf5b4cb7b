"""Stories of alerts while somebody is on duty: to them alone, but for what is urgent and for what they did."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from handlers.command.shortcuts import Began
from tests.story import FORUM, KITCHEN, MODERATOR, NEWCOMER, OWNER, YINUO, ZIXUAN, Story, told

HOUR: Final = 3600
CONFIG: Final = '[guard]\ntrial = false\n[welcome]\nenabled = false\n[gate]\nmode = "request"\n'
BOTH: Final = {OWNER, MODERATOR}


async def met(story: Story) -> None:
    for who in (OWNER, MODERATOR):
        await story.says(who, "/help")
        await story.says(who, "/start", chat=who)
    for who in (YINUO, ZIXUAN):
        await story.says(who, "早")


async def on_duty(story: Story, who: int = MODERATOR) -> None:
    await story.makes_up(who, Began("duty_on", FORUM, 0), chat=who)
    assert "只找值班的人" in (await story.presses(who, "1 小时", chat=who))["text"]


class Heard:
    """Who of the two hears of something from here on."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._seen = {who: len(story.world.sent(who)) for who in BOTH}

    def by(self, words: str) -> set[int]:
        found = {
            who
            for who in BOTH
            if any(words in each.get("text", "") for each in self._story.world.sent(who)[self._seen[who] :])
        }
        self._seen = {who: len(self._story.world.sent(who)) for who in BOTH}
        return found


async def spams(story: Story, link: str = "https://spam.example/x") -> int:
    who: int = await story.does(OWNER, "newcomer", name="新人")
    await story.does(who, "join", chat_id=FORUM)
    await story.does(who, "say", chat_id=FORUM, text=f"看看这个 {link}")
    return who


async def reports(story: Story, *, by: int = YINUO) -> None:
    said = await story.does(ZIXUAN, "say", chat_id=FORUM, text="你们都是傻子")
    await story.says(by, "/report 骂人", reply_to=said["message_id"])


async def test_what_the_guard_and_members_bring_goes_to_who_is_on_duty_and_else_to_all(tmp_path: Path) -> None:
    async with told(tmp_path, CONFIG) as story:
        await met(story)
        heard = Heard(story)
        await spams(story)
        assert heard.by("收起 1 条") == BOTH
        await on_duty(story)
        await spams(story)
        assert heard.by("收起 1 条") == {MODERATOR}
        await reports(story)
        assert heard.by("你们都是傻子") == {MODERATOR}
        await story.says(NEWCOMER, "/start", chat=NEWCOMER)
        await story.does(NEWCOMER, "block_bot")
        await story.does(NEWCOMER, "join", chat_id=FORUM, link=story.world.new_link(OWNER, FORUM, asks=True))
        assert heard.by("没法私聊问") == {MODERATOR}
        await story.passes(HOUR + 1)
        await spams(story)
        assert heard.by("收起 1 条") == BOTH


async def test_an_appeal_goes_to_who_is_on_duty_unless_it_is_about_what_they_did(tmp_path: Path) -> None:
    async with told(tmp_path, CONFIG) as story:
        await met(story)
        await story.says(YINUO, "/start", chat=YINUO)
        await on_duty(story)
        heard = Heard(story)
        for actor, hears in ((OWNER, MODERATOR), (MODERATOR, OWNER)):
            await story.says(actor, f"/warn {YINUO} 刷屏")
            await story.says(YINUO, "/appeal 我没有刷屏", chat=YINUO)
            assert heard.by("我没有刷屏") == {hears}


async def test_what_is_urgent_goes_to_all(tmp_path: Path) -> None:
    async with told(tmp_path, CONFIG.replace("enabled = false", "enabled = true")) as story:
        await met(story)
        await on_duty(story)
        heard = Heard(story)
        people = [await story.does(OWNER, "newcomer", name=f"新人{number}") for number in range(60)]
        for who in people:
            story.world.join(who, FORUM)
        await story.settle()
        await story.passes(1)
        assert heard.by("关门") == BOTH
        for number, who in enumerate(people[:6]):
            story.world.say(who, FORUM, f"https://spam{number}.example/x")
        await story.settle()
        assert heard.by("6 人，6 条") == BOTH


@pytest.mark.parametrize("why", ["blocked the bot", "moderates no more"])
async def test_whoever_is_on_duty_and_out_of_reach_leaves_it_to_all_others(tmp_path: Path, why: str) -> None:
    async with told(tmp_path, CONFIG) as story:
        await met(story)
        await on_duty(story)
        if why == "blocked the bot":
            await story.does(MODERATOR, "block_bot")
        else:
            await story.does(OWNER, "demote", chat_id=FORUM, user_id=MODERATOR)
        heard = Heard(story)
        await spams(story)
        assert heard.by("收起 1 条") == {OWNER}


async def test_a_card_grows_where_it_was_brought_though_somebody_else_is_on_duty_by_now(tmp_path: Path) -> None:
    async with told(tmp_path, CONFIG) as story:
        await met(story)
        await on_duty(story, OWNER)
        who = await spams(story)
        await story.makes_up(OWNER, Began("duty_off", FORUM, 0), chat=OWNER)
        await story.presses(
            OWNER, story.world.sent(OWNER)[-1]["reply_markup"]["inline_keyboard"][0][0]["text"], chat=OWNER
        )
        await on_duty(story)
        await story.does(who, "say", chat_id=FORUM, text="再看 https://other.example/y")
        assert any("收起 2 条" in each.get("text", "") for each in story.world.sent(OWNER))


async def test_at_a_desk_all_read_along(tmp_path: Path) -> None:
    async with told(tmp_path, CONFIG + f"[desk]\nchat = {KITCHEN}\n") as story:
        await met(story)
        await story.makes_up(MODERATOR, Began("duty_on", FORUM, 0), chat=MODERATOR)
        assert "只找值班的人" not in (await story.presses(MODERATOR, "1 小时", chat=MODERATOR))["text"]
        heard = Heard(story)
        await spams(story)
        assert heard.by("收起 1 条") == set()
        assert any("收起 1 条" in each.get("text", "") for each in story.world.sent(KITCHEN))
