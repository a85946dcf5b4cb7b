"""Stories of targets: by when each kind is answered, what the desk says itself, first answers, and what it learns."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.feedback.given import DESK, card, number_of
from tests.story import FORUM, KITCHEN, MODERATOR, OWNER, PEISHAN, YINUO, ZIXUAN, Story, told

TARGETS = (
    DESK
    + """hours = "09:00-18:00"
targets = ["urgent 2h", "problem 4h"]
"""
)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, TARGETS) as story:
        for who in (OWNER, YINUO, ZIXUAN):
            await story.says(who, "/start", chat=who)
        yield story


async def gives(story: Story, who: int, words: str) -> int:
    return number_of(await story.says(who, f"/feedback {words}"))


async def test_each_kind_has_its_own_time_within_office_hours_and_what_is_urgent_a_shorter_one(desk: Story) -> None:
    answer = await desk.says(YINUO, "/feedback 签到按钮坏了")  # Saturday noon
    assert "1月16日 16:00 前答复" in answer["text"]
    await desk.presses(OWNER, "标为急", chat=KITCHEN)
    assert "1月16日 14:00" in card(desk)["text"]
    await desk.presses(OWNER, "不急了", chat=KITCHEN)
    await desk.presses(OWNER, "类别", chat=KITCHEN)
    await desk.presses(OWNER, "感谢", chat=KITCHEN)
    assert "1月16日 16:00" not in card(desk)["text"], "thanks have as long as any other"
    await desk.presses(OWNER, "标为急", chat=KITCHEN)
    await desk.passes(2 * 3600 + 60)
    assert [each for each in desk.world.sent(KITCHEN) if "⏰" in each.get("text", "")]


async def test_the_desk_says_when_and_its_author_knows_and_it_is_reminded_by_then(desk: Story) -> None:
    number = await gives(desk, YINUO, "签到按钮坏了")
    assert "用法" in (await desk.says(OWNER, "/eta 1"))["text"]
    assert "没看懂" in (await desk.says(OWNER, "/eta 1 改天"))["text"]
    assert "管理员" in (await desk.says(ZIXUAN, f"/eta {number} 明天 10:00"))["text"]
    assert "1月18日 10:00 前答复" in (await desk.says(OWNER, f"/eta {number} 周一 10:00", chat=KITCHEN))["text"]
    assert "预计 1月18日 10:00 前答复" in desk.world.sent(YINUO)[-1]["text"]
    await desk.presses(OWNER, "标为急", chat=KITCHEN)
    assert "1月18日 10:00" in card(desk)["text"], "its own word stands"
    await desk.restart()
    await desk.passes(45 * 3600)
    assert not [each for each in desk.world.sent(KITCHEN) if "⏰" in each.get("text", "")]
    await desk.passes(3600 + 60)
    assert [each for each in desk.world.sent(KITCHEN) if "⏰" in each.get("text", "")]
    await desk.says(OWNER, f"/feedback {number} close 好了", chat=KITCHEN)
    assert "已结束" in (await desk.says(OWNER, f"/eta {number} 2天", chat=KITCHEN))["text"]


async def test_whoever_waits_hears_that_it_is_claimed_a_first_answer_and_why_it_is_declined(desk: Story) -> None:
    number = await gives(desk, YINUO, "希望每天都抽奖")
    await desk.presses(OWNER, "我来", chat=KITCHEN)
    assert f"#{number} 有人在看了" in desk.world.sent(YINUO)[-1]["text"]
    await desk.presses(OWNER, "先回一句", chat=KITCHEN)
    await desk.presses(OWNER, "谢谢，这个很有用，我们商量一下再答你。", chat=KITCHEN)
    assert "商量一下" in desk.world.sent(YINUO)[-1]["text"]
    assert await desk.rows("SELECT state FROM feedback") == [{"state": "claimed"}], "it waits for its answer"
    asking = await desk.presses(OWNER, "不做", chat=KITCHEN)
    assert "为什么不做" in asking["text"]
    await desk.says(OWNER, "积分不够发", chat=KITCHEN, reply_to=asking["message_id"])
    assert "这次不做：\n积分不够发" in desk.world.sent(YINUO)[-1]["text"]
    await desk.presses(YINUO, "2", chat=YINUO)
    assert await desk.rows("SELECT state, score FROM feedback") == [{"state": "closed", "score": 2}]


async def test_nobody_is_told_in_the_group_that_theirs_is_claimed(desk: Story) -> None:
    await gives(desk, PEISHAN, "灯坏了")
    before = len(desk.world.sent(FORUM))
    await desk.presses(OWNER, "我来", chat=KITCHEN)
    assert len(desk.world.sent(FORUM)) == before


async def test_what_the_desk_corrects_twice_is_known_the_third_time(desk: Story) -> None:
    for words in ("门禁卡刷卡能不能快点", "门禁卡刷卡能不能改改"):
        await gives(desk, YINUO, words)
        await desk.presses(OWNER, "类别", chat=KITCHEN)
        await desk.presses(OWNER, "问题", chat=KITCHEN)
    await gives(desk, ZIXUAN, "能不能让门禁卡刷卡灵一点")
    await gives(desk, ZIXUAN, "能不能周末加个读书会")
    kinds = await desk.rows("SELECT category FROM feedback ORDER BY id")
    assert [each["category"] for each in kinds] == ["problem", "problem", "problem", "idea"]
    marks = await desk.rows("SELECT mark FROM feedback_lessons")
    assert marks
    assert not any("门禁" in each["mark"] for each in marks)


async def test_what_most_wait_for_stands_first_and_the_figures_tell_how_many_were_in_time(desk: Story) -> None:
    first = await gives(desk, YINUO, "楼道的灯太暗了")
    second = await gives(desk, ZIXUAN, "抽奖的按钮点了没有反应")
    third = await gives(desk, YINUO, "抽奖的按钮点了以后没反应")
    await desk.says(OWNER, f"/feedback {third} merge {second}", chat=KITCHEN)
    rows = (await desk.says(OWNER, "/feedback"))["text"].splitlines()
    assert rows[1].startswith(f"#{second}")
    assert "👥2" in rows[1]
    assert rows[2].startswith(f"#{first}")
    await desk.says(OWNER, f"/feedback {second} answer 修好了", chat=KITCHEN)
    await desk.passes(3 * 86400)
    await desk.says(OWNER, f"/feedback {first} answer 换了", chat=KITCHEN)
    shown = (await desk.says(MODERATOR, "/feedback figures"))["text"]
    assert "按时答复 50%（共 2 条）" in shown
    assert "，前 30 天 0" in shown


async def test_ratings_are_told_by_month_and_matter_once_five_gave_one(desk: Story) -> None:
    for month, score in ((0, "3"), (1, "5")):
        for _ in range(5):
            number = await gives(desk, YINUO, f"签到按钮坏了{month}{_}")
            await desk.says(OWNER, f"/feedback {number} close 好了", chat=KITCHEN)
            await desk.presses(YINUO, score, chat=YINUO)
        await desk.passes(31 * 86400)
    shown = (await desk.says(MODERATOR, "/feedback figures"))["text"]
    assert "· 1 月满意度 3.0（5 人）" in shown
    assert "· 2 月满意度 5.0（5 人）" in shown
    assert "· 问题满意度 4.0（10 人）" in shown


async def test_a_bot_that_was_away_for_days_reminds_once_and_goes_on_from_there(desk: Story) -> None:
    await gives(desk, YINUO, "门禁又坏了")
    for passed, number in ((6, 1), (4, 2)):
        await desk.passes(passed * 86_400)
        sent = [each for each in desk.world.sent(KITCHEN) if "超过时间还没答复" in each.get("text", "")]
        assert len(sent) == number
