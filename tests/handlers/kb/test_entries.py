"""Stories of the knowledge base's list, and of answers that get old."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.phone import SCREEN, card_lines
from tests.story import FORUM, KITCHEN, MODERATOR, NOON, OWNER, YINUO, ZIXUAN, Story, told


@pytest.fixture
async def aging(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, f'\n[desk]\nchat = {KITCHEN}\n[kb]\nreview = "30d"\n') as story:
        await story.says(OWNER, "/kb new 签到几点重置 | 零点")
        yield story


async def test_the_list_is_turned_by_pages_and_a_number_opens_the_answer(story: Story) -> None:
    assert "还没有内容" in (await story.says(YINUO, "/kb"))["text"]
    for number in range(1, 12):
        await story.says(OWNER, f"/kb new 第{number}个问题 | 第{number}个答案")
    shown = await story.says(YINUO, "/kb")
    assert "1. 第11个问题" in shown["text"]
    assert card_lines(shown) <= SCREEN
    assert "第4个答案" in (await story.presses(YINUO, "8"))["text"]
    assert "1. 第11个问题" in (await story.presses(YINUO, "返回"))["text"]
    (label,) = [
        key["text"]
        for row in story.world.sent(FORUM)[-1]["reply_markup"]["inline_keyboard"]
        for key in row
        if not key["text"].isdecimal()
    ]
    assert "11. 第1个问题" in (await story.presses(YINUO, label))["text"]


async def test_an_old_answer_is_asked_about_in_the_morning_and_holds_is_reworded_or_goes(aging: Story) -> None:
    await aging.passes(15 * 3600)  # 03:00
    await aging.passes(29 * 86400 + 10 * 3600)
    (card,) = [each for each in aging.world.sent(KITCHEN) if "还对吗" in each.get("text", "")]
    assert "零点" in card["text"]
    await aging.presses(ZIXUAN, "还对", chat=KITCHEN)
    assert "还对吗" in aging.world.sent(KITCHEN)[-1]["text"], "a member of the desk's chat who is no moderator"
    assert "✅ 还对" in (await aging.presses(OWNER, "还对", chat=KITCHEN))["text"]
    await aging.passes(31 * 86400)
    asked = await aging.presses(OWNER, "改写", chat=KITCHEN)
    await aging.says(OWNER, "早上五点", chat=KITCHEN, reply_to=asked["message_id"])
    assert "早上五点" in (await aging.says(YINUO, "签到几点重置？"))["text"]
    await aging.passes(31 * 86400)
    await aging.presses(OWNER, "删掉", chat=KITCHEN)
    assert "还没有内容" in (await aging.says(YINUO, "/kb"))["text"]
    assert await aging.says(YINUO, "签到几点重置？") == {}


async def test_many_that_get_old_at_once_come_one_a_day_and_none_at_night(aging: Story) -> None:
    await aging.says(MODERATOR, "/kb new 积分会过期吗 | 不会")
    for _ in range(33):
        await aging.passes(86400)
        shown = [each for each in aging.world.sent(KITCHEN) if "还对吗" in each.get("text", "")]
        days = {(each["date"] - NOON) // 86400 for each in shown}
        assert len(days) == len(shown), "one a day"
    assert len(shown) == 2
