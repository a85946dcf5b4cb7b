"""Stories of promises in public: given with a moment, kept, put off and taken back with a reason, and reminded of."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.phone import SCREEN, card_lines
from tests.story import FORUM, KITCHEN, MODERATOR, OWNER, YINUO, ZIXUAN, Message, Story, told

DAY = 86400


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, f"\n[desk]\nchat = {KITCHEN}\n") as story:
        for who in (OWNER, YINUO):
            await story.says(who, "/start", chat=who)
        yield story


def card(story: Story) -> Message:
    return [each for each in story.world.sent(FORUM) if each.get("text", "").startswith("📌")][-1]


async def test_one_is_given_with_its_moment_and_kept_by_a_press_of_moderators_alone(desk: Story) -> None:
    for line in ("/promise", "/promise 修好相册", "/promise 修好相册 | 最晚 昨天", "/promise | 最晚 周一 20:00"):
        assert "📌" not in (await desk.says(OWNER, line))["text"], line
    given = await desk.says(OWNER, "/promise 修好相册 | 最晚：周一 20:00")
    assert given["text"].splitlines()[:2] == ["📌 承诺 #1", "修好相册"]
    assert "林书瑶 · 最晚 1月18日 20:00" in given["text"]
    assert card_lines(given) <= SCREEN
    assert "管理员" in (await desk.says(YINUO, "/promise 请客 | 周一 20:00"))["text"]
    await desk.presses(YINUO, "做到了")
    assert "⏳ 最晚" in (await desk.says(YINUO, "/promises"))["text"]
    await desk.presses(MODERATOR, "做到了")
    assert "✅ 做到了" in card(desk)["text"]
    assert "到期 1 个：按时做到 1 个" in (await desk.says(YINUO, "/promises"))["text"]
    assert "有结果了" in (await desk.says(OWNER, "/promise 1 kept"))["text"]
    assert "没有 #9" in (await desk.says(OWNER, "/promise 9 kept"))["text"]
    by_day = await desk.says(OWNER, "/promise 换灯泡 | 最晚 下周五")
    assert "最晚 1月22日 23:59" in by_day["text"], "a day alone counts to its end"


async def test_a_moment_is_moved_and_a_promise_taken_back_only_with_a_reason_that_all_can_read(desk: Story) -> None:
    await desk.says(OWNER, "/promise 换服务器 | 周一 20:00 前")
    assert "要写原因" in (await desk.says(OWNER, "/promise 1 move 周三 20:00"))["text"]
    asking = await desk.presses(OWNER, "改期")
    assert "写成" in asking["text"]
    answer = await desk.says(OWNER, "周三 20:00", reply_to=asking["message_id"])
    assert "要写原因" in answer["text"], "the question stays open"
    await desk.says(OWNER, "周三 20:00 | 货还没到", reply_to=asking["message_id"])
    assert "改过 1 次期限" in card(desk)["text"]
    assert "1月20日" in card(desk)["text"]
    listed = (await desk.says(YINUO, "/promises"))["text"]
    assert "改过 1 次：货还没到" in listed
    assert "要写原因" in (await desk.says(OWNER, "/promise 1 drop"))["text"]
    await desk.says(OWNER, "/promise #1 收回 不换了")
    listed = (await desk.says(YINUO, "/promises"))["text"]
    assert "收回" in listed
    assert "不换了" in listed


async def test_when_it_is_due_its_owner_is_reminded_in_the_morning_and_a_day_later_the_desk(desk: Story) -> None:
    await desk.says(OWNER, "/promise 修好相册 | 明天 00:30")
    await desk.passes(13 * 3600)
    assert "到期" not in desk.world.sent(OWNER)[-1]["text"], "it is night"
    await desk.restart()
    await desk.passes(9 * 3600)
    reminded = desk.world.sent(OWNER)[-1]
    assert "答应的事到期了" in reminded["text"]
    assert "⚠️" in card(desk)["text"]
    assert not any("过期" in each.get("text", "") for each in desk.world.sent(KITCHEN))
    await desk.passes(DAY)
    (told_desk,) = [each for each in desk.world.sent(KITCHEN) if "过期" in each.get("text", "")]
    assert "修好相册" in told_desk["text"]
    await desk.passes(3 * DAY)
    assert len([each for each in desk.world.sent(KITCHEN) if "过期" in each.get("text", "")]) == 1
    await desk.presses(OWNER, "做到了", chat=OWNER)
    assert "☑️ 晚了" in card(desk)["text"]
    assert "晚了 1 个" in (await desk.says(YINUO, "/promises"))["text"]


async def test_what_is_kept_or_put_off_in_time_reminds_nobody(desk: Story) -> None:
    await desk.says(OWNER, "/promise 甲 | 明天 10:00")
    await desk.says(OWNER, "/promise 乙 | 明天 10:00")
    await desk.says(OWNER, "/promise 1 kept")
    await desk.says(OWNER, "/promise 2 move 3天 | 等人")
    before = len(desk.world.sent(OWNER))
    await desk.passes(2 * DAY)
    assert len(desk.world.sent(OWNER)) == before
    assert not any("过期" in each.get("text", "") for each in desk.world.sent(KITCHEN))


async def test_the_list_is_turned_and_another_groups_promise_is_not_touched(desk: Story) -> None:
    assert "还没有公开的承诺" in (await desk.says(ZIXUAN, "/promises"))["text"]
    for number in range(6):
        await desk.says(OWNER, f"/promise 第{number}件 | {number + 1}天")
    shown = await desk.says(ZIXUAN, "/promises")
    assert card_lines(shown) <= SCREEN
    assert "第0件" in shown["text"]
    assert "还没有" in (await desk.says(OWNER, "/promises", chat=KITCHEN))["text"]
    assert "没有 #1" in (await desk.says(OWNER, "/promise 1 kept", chat=KITCHEN))["text"]
    hidden = await desk.says(OWNER, "/promise 群主说的 | 2天", anonymous=True)
    assert "📌" in hidden["text"]
    assert "陈" not in hidden["text"]
