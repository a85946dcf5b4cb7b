"""Stories of a tired moderator: whoever spammed is banned by one press at the desk, and let back by another."""

from __future__ import annotations

from pathlib import Path

import pytest

from playground.world.state import standing
from tests.buttons import labels
from tests.handlers.guard.scene import IN_EARNEST, LINK, met, says
from tests.story import FORUM, MODERATOR, NEWCOMER, OWNER, YINUO, ZIXUAN, Story, told

LURE = "招兼职，日结三百，加薇 abc12345"
WORDS = {"held": LINK, "agreed": LINK, "asked": LURE, "reported": "你们都是傻子"}


def status(story: Story, who: int = NEWCOMER) -> str:
    return standing(story.world.chats[FORUM], who).status


async def is_brought(story: Story, how: str) -> None:
    said = await says(story, NEWCOMER, WORDS[how])
    if how == "reported":
        await story.says(YINUO, "/report", reply_to=said["message_id"])
        await story.presses(MODERATOR, "删掉这条", chat=MODERATOR)
    if how == "agreed":
        await story.presses(MODERATOR, "确实不该发", chat=MODERATOR)


@pytest.mark.parametrize("how", WORDS)
async def test_a_press_bans_whoever_said_it_and_another_lets_them_back(tmp_path: Path, how: str) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        await story.says(NEWCOMER, "/start", chat=NEWCOMER)
        await is_brought(story, how)
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=story.world.bot.id, rights=["can_delete_messages"])
        await story.presses(MODERATOR, "封禁这个人", chat=MODERATOR)
        assert "封禁用户" in story.toasts(MODERATOR)[-1], "the right that the bot lacks"
        rights = ["can_delete_messages", "can_restrict_members"]
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=story.world.bot.id, rights=rights)
        assert "周明远 封禁了" in (await story.presses(MODERATOR, "封禁这个人", chat=MODERATOR))["text"]
        assert status(story) == "kicked"
        assert "被封禁" in story.world.sent(NEWCOMER)[-1]["text"]
        assert "/appeal" in story.world.sent(NEWCOMER)[-1]["text"]
        assert "已撤销" in (await story.presses(MODERATOR, "撤销（管理员）", chat=MODERATOR))["text"]
        assert status(story) == "left", "and may come in again"
        await story.does(NEWCOMER, "join", chat_id=FORUM)
        assert status(story) == "member"


async def test_nobody_is_banned_by_a_press_who_moderates_by_now_or_by_whoever_may_not(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        await is_brought(story, "held")
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=MODERATOR, rights=["can_delete_messages"])
        await story.presses(MODERATOR, "封禁这个人", chat=MODERATOR)
        assert "封禁用户" in story.toasts(MODERATOR)[-1], "the right that this moderator lacks"
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=NEWCOMER, rights=["can_delete_messages"])
        await story.presses(OWNER, "封禁这个人", chat=OWNER)
        assert "也是管理员" in story.toasts(OWNER)[-1]
        assert status(story) == "administrator"
        assert await story.rows("SELECT 1 AS n FROM sanctions WHERE kind = 'ban'") == []


async def test_once_they_are_out_the_next_press_finds_it_done(tmp_path: Path) -> None:
    async with told(tmp_path, IN_EARNEST) as story:
        await met(story)
        await is_brought(story, "held")
        message_id, data = story.button(MODERATOR, "封禁这个人")
        await story.presses(OWNER, "封禁这个人", chat=OWNER)
        assert "林书瑶 封禁了" in story.world.sent(MODERATOR)[-1]["text"]
        story.world.press_vanished(MODERATOR, MODERATOR, message_id, data)
        await story.settle()
        assert "已经处理了" in story.toasts(MODERATOR)[-1]
        assert len(await story.rows("SELECT 1 AS n FROM sanctions WHERE kind = 'ban'")) == 1
        assert "弄错 0" in (await story.says(OWNER, "/guard"))["text"]


async def test_a_warning_that_muted_is_spoken_of_with_its_mute_to_whoever_hears_the_appeal_and_after(
    tmp_path: Path,
) -> None:
    async with told(tmp_path, '[warnings]\nladder = ["1: mute 1h"]\n') as story:
        for who in (OWNER, MODERATOR, ZIXUAN):
            await story.says(who, "/start", chat=who)
            await story.says(who, "早")
        await story.says(MODERATOR, f"/warn {ZIXUAN} 广告")
        await story.says(ZIXUAN, "/appeal 那是我自己画的", chat=ZIXUAN)
        card = story.world.sent(OWNER)[-1]
        assert "警告，连同禁言到" in card["text"]
        assert labels(card) == ["维持", "撤销处理"]
        await story.presses(OWNER, "撤销处理", chat=OWNER)
        assert status(story, ZIXUAN) == "member"
        assert "撤销了：警告，连同禁言到" in story.world.sent(ZIXUAN)[-1]["text"]
        assert any("警告，连同禁言到" in each["text"] for each in story.world.sent(FORUM) if "已撤销" in each["text"])
