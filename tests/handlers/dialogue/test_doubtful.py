"""Stories of lines in doubt, in both scripts and English: shown first, opened by nothing but their writer's press."""

from __future__ import annotations

import pytest

from handlers.dialogue.buttons import Go
from tests.handlers.dialogue.walked import met
from tests.story import FORUM, MODERATOR, OWNER, Story

TABLES = ("events", "challenges", "discussions", "goods", "polls", "lotteries", "announcements", "planned_posts")

LINES = [
    ("/event new 聚会 | 明天 20:00 | palce 老地方", "地点", "发布活动"),
    ("/event new 聚會 | 明天 20:00 | 天氣 晴", "天氣 晴", "发布活动"),
    ("/event new Picnic | tomorrow 8pm | tomorrow 9pm", "tomorrow 9pm", "发布活动"),
    ("/event new 地点 老地方 | 明天 20:00", "我当成名字", "发布活动"),
    ("/challenge new 早起 | 7d | pionts 20", "积分", "开始挑战"),
    ("/challenge new 讀書 | 隨便", "隨便", "开始挑战"),
    ("/topic discuss 年夜饭 | 饺子 | 汤圆", "我当成一个选项", "开始讨论"),
    ("/topic discuss Dinner | 2h | pizza", "pizza", "开始讨论"),
    ("/shop new 热茶券 | 价 30 | limt 2", "每人限换", "上架"),
    ("/shop new 熱茶券 | 價 30 | 30", "没看懂", "上架"),
    ("/poll 吃什么 | 面 | 饭 | 匿名", "我当成「匿名」", "发出去"),
    ("/poll Go on? | go on | end", "我当成一个选项", "发出去"),
    ("/quiz 哪个是节日 | 端午 | 周一", "标出正确答案", ""),
    ("/lottery new 耳机 x2 | titel 新年", "标题", "发布"),
]


async def made(story: Story) -> int:
    return sum([len(await story.rows(f"SELECT 1 FROM {table}")) for table in TABLES])


@pytest.mark.parametrize(("line", "told", "label"), LINES)
async def test_what_was_read_is_shown_privately_and_opened_by_a_press(
    story: Story, line: str, told: str, label: str
) -> None:
    await met(story)
    assert "你点了才发" in (await story.says(OWNER, line))["text"]
    shown = story.world.sent(OWNER)[-1]
    assert told in shown["text"]
    assert await made(story) == 0
    await story.restart()
    await story.passes(1800)
    assert await made(story) == 0
    if label:
        await story.presses(OWNER, label, chat=OWNER)
        assert await made(story) >= 1


@pytest.mark.parametrize(("line", "told", "_label"), LINES)
async def test_in_the_group_only_its_writer_may_press(story: Story, line: str, told: str, _label: str) -> None:
    assert told in (await story.says(OWNER, line))["text"]
    await story.makes_up(MODERATOR, Go(1, "open", "", ""))
    assert "给别人" in story.toasts(MODERATOR)[-1]
    assert await made(story) == 0


@pytest.mark.parametrize(("line", "_told", "_label"), LINES)
async def test_whoever_hides_is_told_that_nobody_can_ask_them(story: Story, line: str, _told: str, _label: str) -> None:
    assert (await story.says(OWNER, line, anonymous=True))["text"]
    assert await made(story) == 0
    assert await story.rows("SELECT 1 FROM dialogues") == []


@pytest.mark.parametrize(
    "line",
    ["/event new 聚会 | 明天 20:00", "/challenge new 早起 | 7d", "/topic discuss 年夜饭 | 2h",
     "/shop new 热茶券 | 价 30", "/poll 吃什么 | 面 | 饭", "/quiz 哪个是节日 | *端午 | 周一", "/lottery new 耳机"],
)  # fmt: skip
async def test_a_group_may_see_each_first(story: Story, line: str) -> None:
    await story.says(OWNER, line)
    assert await made(story) == 1
    await story.says(OWNER, "/settings")
    await story.presses(OWNER, "投票抽奖")
    await story.presses(OWNER, "打开先看再发")
    await story.says(OWNER, line.replace("早起", "早睡"))
    assert await made(story) == 1
    assert len(await story.rows("SELECT 1 FROM dialogues WHERE chat_id = :chat", chat=FORUM)) == 1
