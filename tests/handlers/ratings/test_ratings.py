"""Stories of scores: after an event and each quarter, from members alone, and told in means from five people on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.phone import SCREEN, card_lines
from tests.story import EMMA, FORUM, HAORAN, KITCHEN, MODERATOR, MUYANG, OWNER, PEISHAN, YINUO, ZIXUAN, Story, told

HOUR, DAY = 3600, 86_400
FIVE = (YINUO, ZIXUAN, PEISHAN, MUYANG, HAORAN)
NEW = "/event new 包饺子 | 2027-01-18 19:00"
BEST = "5 😀"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, "board_transparency = true\n") as story:
        yield story


async def held(story: Story, new: str = NEW) -> None:
    await story.says(MODERATOR, new)
    await story.presses(YINUO, "报名")
    await story.passes(2 * DAY + 7 * HOUR)
    await story.passes(2 * HOUR)


async def figures(story: Story) -> str:
    return str((await story.says(OWNER, "/feedback figures"))["text"])


async def test_an_event_is_rated_by_members_once_each_and_told_to_moderators_from_five_on(town: Story) -> None:
    story = town
    await held(story)
    report = next(each for each in story.world.sent(FORUM) if "结束了" in each.get("text", ""))
    assert "只说平均，不说谁打了几分" in report["text"]
    assert card_lines(report) <= SCREEN
    for who in FIVE[:4]:
        await story.presses(who, BEST)
        assert "5 分" in story.toasts(who)[-1]
    assert "平均" not in await figures(story)
    await story.presses(FIVE[4], BEST)
    await story.presses(FIVE[4], "1 😕")
    assert "活动 #1 平均 4.2 分（5 人）" in await figures(story)
    number, data = story.button(FORUM, BEST)
    await story.passes(8 * DAY)
    await story.does(EMMA, "press", chat_id=FORUM, message_id=number, data=data)
    assert "over" in story.toasts(EMMA)[-1] or "过了" in story.toasts(EMMA)[-1]
    assert len(await story.rows("SELECT 1 FROM ratings")) == 5


async def test_where_nobody_came_nobody_is_asked(town: Story) -> None:
    await town.says(MODERATOR, NEW)
    await town.passes(2 * DAY + 9 * HOUR)
    assert not any("几分" in each.get("text", "") for each in town.world.sent(FORUM))


async def test_a_quarter_is_asked_about_once_and_the_next_one_shows_the_trend(town: Story) -> None:
    story = town
    for who in FIVE:
        await story.says(who, "早")
    await story.passes(74 * DAY)  # noon of March 31
    for days in range(4):
        await story.passes(DAY if days else 9 * HOUR)
        await story.restart()
    (asked,) = [each for each in story.world.sent(FORUM) if "第1季度过去了" in each.get("text", "")]
    assert "2027年第1季度" in asked["text"]
    for who in FIVE:
        await story.presses(who, "3")
    assert "2027年第1季度平均 3.0 分（5 人）" in await figures(story)
    await story.passes(91 * DAY)
    await story.passes(9 * HOUR)
    for who in FIVE:
        await story.presses(who, BEST)
    shown = await figures(story)
    assert shown.index("第1季度平均 3.0") < shown.index("第2季度平均 5.0")


async def test_a_group_that_publishes_nothing_is_not_asked(story: Story) -> None:
    await story.says(YINUO, "早")
    await story.passes(75 * DAY + 10 * HOUR)
    assert not any("季度" in each.get("text", "") for each in story.world.sent(FORUM))


async def test_where_another_groups_moderators_work_nobody_is_asked_about_a_quarter(tmp_path: Path) -> None:
    config = f"board_transparency = true\n[desk]\nchat = {KITCHEN}\n"
    async with told(tmp_path, config) as story:
        for chat in (FORUM, KITCHEN):
            await story.says(OWNER, "早", chat=chat)
        for span in (74 * DAY, 9 * HOUR, DAY):
            await story.passes(span)
        for chat, number in ((FORUM, 1), (KITCHEN, 0)):
            asked = [each for each in story.world.sent(chat) if "第1季度过去了" in each.get("text", "")]
            assert len(asked) == number, chat
