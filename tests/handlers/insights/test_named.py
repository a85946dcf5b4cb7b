"""Stories of lists by name, for moderators in private: who grows quiet, and who is to be thanked; and of notes."""

from __future__ import annotations

from pathlib import Path

from tests.handlers.insights.town import DAY, talk
from tests.story import FORUM, MODERATOR, MUYANG, PEISHAN, TSZCHING, XIAOMAN, YINUO, ZIXUAN, Story, told

FIVE = (YINUO, ZIXUAN, PEISHAN, MUYANG, TSZCHING)


async def quiet(story: Story) -> None:
    """Six talk on six days; all but one fall silent for two weeks and a night."""
    people = (*FIVE, XIAOMAN)
    for _ in range(6):
        await talk(story, people)
        await story.passes(DAY)
    for _ in range(15):
        await talk(story, [XIAOMAN])
        await story.passes(DAY)


async def shown(story: Story, label: str) -> str:
    await story.says(MODERATOR, "/segments", chat=MODERATOR)
    return str((await story.presses(MODERATOR, label, chat=MODERATOR))["text"])


async def test_who_says_far_less_than_usual_is_named_to_moderators_in_private_alone(story: Story) -> None:
    await quiet(story)
    told_ = await shown(story, "快不来的人")
    assert "5 人最近两周比自己往常少得多" in told_
    assert "一诺　往常四周有 6 天说话，这两周 0 天" in told_
    assert "小满" not in told_, "they talked all along"
    assert "看不出准不准" in told_
    await story.passes(30 * DAY)
    assert "一个月前这样看的 5 人里，100%（57–100）后来真的没再说话" in await shown(story, "快不来的人")


async def test_who_does_not_want_to_be_listed_is_not_from_that_press_on(story: Story) -> None:
    await quiet(story)
    await story.says(YINUO, "/settings", chat=YINUO)
    await story.presses(YINUO, "不要列我进关怀名单", chat=YINUO)
    told_ = await shown(story, "快不来的人")
    assert "4 人最近两周" in told_
    assert "一诺" not in told_
    await story.passes(DAY)
    assert "一诺" not in await shown(story, "快不来的人")
    await story.says(YINUO, "/settings", chat=YINUO)
    await story.presses(YINUO, "可以列我进关怀名单", chat=YINUO)
    await story.passes(DAY)
    assert "一诺" in await shown(story, "快不来的人")


async def test_where_the_group_reads_moderators_answers_a_list_is_kept_from_it(tmp_path: Path) -> None:
    async with told(tmp_path, '[answers]\nmoderators = "group"') as story:
        await quiet(story)
        await story.says(MODERATOR, "/segments")
        await story.presses(MODERATOR, "快不来的人")
        assert "只在私聊里看" in story.toasts(MODERATOR)[-1]
        assert all("一诺　往常" not in each.get("text", "") for each in story.world.sent(FORUM))


async def test_who_helped_is_to_be_thanked_whatever_they_hold(story: Story) -> None:
    said = await story.does(YINUO, "say", chat_id=FORUM, text="电源线在第二个抽屉里，插上就亮了")
    for who in (ZIXUAN, PEISHAN):
        await story.does(who, "react", chat_id=FORUM, message_id=said["message_id"], emoji="❤")
    await story.settle()
    await story.says(MODERATOR, f"/grant {MUYANG} 9000 做海报")
    await story.passes(DAY)
    told_ = await shown(story, "该谢的人")
    assert "这 1 人帮大家最多" in told_
    assert "一诺　收到感谢或被采纳 0 次，2 人点过表情" in told_
    assert "沐阳" not in told_


async def test_a_note_stands_beside_the_counts_of_its_day_until_it_is_taken_back(story: Story) -> None:
    for day in range(13):
        await talk(story, (*FIVE, MODERATOR))
        if day == 6:
            await story.says(MODERATOR, "/note 上了公众号推荐", chat=MODERATOR)
            assert "上了公众号推荐" in story.world.sent(MODERATOR)[-1]["text"]
        await story.passes(DAY)
    assert "管理员" in (await story.says(YINUO, "/note 好"))["text"]
    assert "最多 60 个字" in (await story.says(MODERATOR, f"/note {'长' * 61}", chat=MODERATOR))["text"]
    await story.says(MODERATOR, "/segments", chat=MODERATOR)
    told_ = await story.presses(MODERATOR, "改动前后", chat=MODERATOR)
    assert "上了公众号推荐以后" in told_["caption"]
    await story.says(MODERATOR, "/note", chat=MODERATOR)
    after = await story.presses(MODERATOR, "撤掉「上了公众号推荐」", chat=MODERATOR)
    assert "还没有备注" in after["text"]
