"""Stories of complaints: in confidence, past whom they concern, up to the owner, answered once."""

from __future__ import annotations

from pathlib import Path

from tests.story import EMMA, FORUM, MODERATOR, OWNER, YINUO, Story, told


async def met(story: Story, *people: int) -> None:
    for who in people:
        await story.says(who, "/help")
        await story.says(who, "/start", chat=who)


async def test_a_complaint_reaches_the_owner_alone_without_a_name_and_is_answered_once(story: Story) -> None:
    await met(story, OWNER, MODERATOR, YINUO)
    before = len(story.world.sent(MODERATOR))
    assert "私聊" in (await story.says(YINUO, "/complain @mingyuan 乱删"))["text"]
    assert "用法" in (await story.says(YINUO, "/complain", chat=YINUO))["text"]
    assert "不会写你的名字" in (await story.says(YINUO, "/complain @mingyuan 乱删我的消息", chat=YINUO))["text"]
    card = story.world.sent(OWNER)[-1]["text"]
    assert "乱删我的消息" in card
    assert "关于：周明远" in card
    assert story.world.people[YINUO].first_name not in card
    assert len(story.world.sent(MODERATOR)) == before
    data = story.button(OWNER, "会处理")[1]
    for who in (MODERATOR, YINUO):
        story.world.press_vanished(who, who, story.world.sent(who)[-1]["message_id"], data)
        await story.settle()
        assert "不归你处理" in story.toasts(who)[-1]
    await story.presses(OWNER, "会处理", chat=OWNER)
    assert "有人看了，会处理" in story.world.sent(YINUO)[-1]["text"]


async def test_one_about_the_owner_goes_to_the_operators_and_only_so_many_a_day_are_taken(tmp_path: Path) -> None:
    async with told(tmp_path, f"[access]\noperators = [{EMMA}]\n") as story:
        await met(story, OWNER, MODERATOR, YINUO, EMMA)
        owners, moderators = len(story.world.sent(OWNER)), len(story.world.sent(MODERATOR))
        await story.says(YINUO, "/complain @shuyao_lin 说话难听", chat=YINUO)
        assert "说话难听" in story.world.sent(EMMA)[-1]["text"]
        assert (len(story.world.sent(OWNER)), len(story.world.sent(MODERATOR))) == (owners, moderators)
        for _ in range(2):
            await story.says(YINUO, "/complain 还有", chat=YINUO)
        assert "一天最多投诉 3 次" in (await story.says(YINUO, "/complain 又", chat=YINUO))["text"]


async def test_where_the_owner_is_out_of_reach_it_goes_to_another_moderator_or_it_is_said_that_nobody_is_there(
    story: Story,
) -> None:
    await met(story, YINUO)
    assert "没有能收到的人" in (await story.says(YINUO, "/complain 太吵", chat=YINUO))["text"]
    await story.does(OWNER, "promote", chat_id=FORUM, user_id=EMMA)
    await met(story, MODERATOR, EMMA)
    await story.says(YINUO, "/complain @mingyuan 乱删", chat=YINUO)
    assert "乱删" in story.world.sent(EMMA)[-1]["text"]
    assert "乱删" not in story.world.sent(MODERATOR)[-1]["text"]
