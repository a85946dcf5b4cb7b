"""Stories of questions that nobody replies to: moderators get them together, with links, in the daytime, once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.phone import SCREEN, card_lines
from tests.story import FORUM, KITCHEN, OWNER, PEISHAN, YINUO, ZIXUAN, Message, Story, told

HOUR = 3600


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(
        tmp_path, f'[answers]\nmoderators = "group"\nunanswered = "3h"\n[desk]\nchat = {KITCHEN}\n'
    ) as story:
        yield story


def lists(story: Story) -> list[Message]:
    return [each for each in story.world.sent(KITCHEN) if "没人回" in each.get("text", "")]


async def test_what_nobody_replied_to_comes_together_with_links_and_once(desk: Story) -> None:
    asked = [
        await desk.does(who, "say", chat_id=FORUM, text=words)
        for who, words in ((YINUO, "年会几点开场？"), (ZIXUAN, "请问停车怎么收费"), (PEISHAN, "有人看到我的伞吗？"))
    ]
    await desk.says(YINUO, "哈哈今天真冷，对吧")
    await desk.says(PEISHAN, "八点", reply_to=asked[0]["message_id"])
    await desk.says(ZIXUAN, "顶一下", reply_to=asked[1]["message_id"])
    await desk.restart()
    await desk.passes(3 * HOUR + 60)
    (shown,) = lists(desk)
    assert "有 2 个问题 3 小时没人回" in shown["text"]
    assert f"/{asked[1]['message_id']}" in shown["text"], "whoever asked goes on asking"
    assert f"/{asked[2]['message_id']}" in shown["text"]
    assert "停车" not in shown["text"], "no words are kept"
    assert card_lines(shown) <= SCREEN
    await desk.passes(10 * HOUR)
    assert len(lists(desk)) == 1


async def test_one_asked_in_the_evening_waits_for_the_morning_and_a_reply_until_then_counts(desk: Story) -> None:
    await desk.passes(10 * HOUR)  # 22:00
    first = await desk.does(YINUO, "say", chat_id=FORUM, text="明天集合几点？")
    await desk.says(ZIXUAN, "明天下雨吗？")
    await desk.passes(5 * HOUR)
    assert lists(desk) == []
    await desk.says(PEISHAN, "九点", reply_to=first["message_id"])
    await desk.passes(6 * HOUR)
    (shown,) = lists(desk)
    assert "有 1 个问题" in shown["text"]


async def test_what_the_base_answered_is_answered(desk: Story) -> None:
    await desk.says(OWNER, "/kb new 积分会过期吗 | 不会。")
    assert "不会" in (await desk.says(YINUO, "积分会过期吗？"))["text"]
    await desk.passes(4 * HOUR)
    assert lists(desk) == []


async def test_where_nobody_wants_it_nothing_is_kept(story: Story) -> None:
    await story.says(YINUO, "年会几点开场？")
    assert await story.rows("SELECT 1 FROM open_questions") == []


async def test_the_night_is_that_of_the_groups_zone_also_when_its_clocks_go_forward(tmp_path: Path) -> None:
    extra = (
        f'[answers]\nmoderators = "group"\nunanswered = "3h"\n[desk]\nchat = {KITCHEN}\n'
        f'[groups."{FORUM}".community]\ntimezone = "America/New_York"\n'
    )
    async with told(tmp_path, extra) as story:  # 23:00 there
        await story.says(YINUO, "年会几点开场？")
        await story.passes(9 * HOUR - 60)
        assert lists(story) == []
        await story.passes(120)  # 08:01
        assert len(lists(story)) == 1
        await story.passes(56 * 24 * HOUR + 14 * HOUR)  # the evening before the clocks go forward, 22:01
        await story.says(ZIXUAN, "明天几点集合？")
        await story.passes(9 * HOUR - 180)
        assert len(lists(story)) == 1
        await story.passes(240)  # 08:02, an hour sooner than in another night
        assert len(lists(story)) == 2
