"""A group in a storm of 429s: it waits as it was told, and no other group waits with it."""

from __future__ import annotations

from playground.world.faults import Weather
from tests.story import FORUM, HIKE, KITCHEN, MODERATOR, MUYANG, OWNER, YINUO, ZIXUAN, Story

LONG = 3600


def asked_in(story: Story, chat: int) -> int:
    """How often the bot spoke there: the playground keeps the calls that it carried out."""
    return sum(method == "sendMessage" and told["chat_id"] == chat for method, told in story.world.calls)


async def test_another_groups_answers_come_while_one_group_is_stormed(story: Story) -> None:
    story.world.faults.set(Weather("flood", retry_after=LONG), chat_id=FORUM)
    for who in (OWNER, MODERATOR, YINUO, ZIXUAN):
        assert await story.says(who, "签到", chat=FORUM) == {}
        assert "签到成功" in (await story.says(who, "签到", chat=KITCHEN if who == OWNER else HIKE))["text"]
    assert story.world.sent(FORUM) == []


async def test_a_stormed_group_is_left_in_peace_as_long_as_telegram_says(story: Story) -> None:
    story.world.faults.next("sendMessage", "flood", retry_after=LONG, chat_id=FORUM)
    for who in (OWNER, MODERATOR, YINUO, ZIXUAN, MUYANG):
        await story.says(who, "签到", chat=FORUM)
        await story.says(OWNER, "/points", chat=HIKE)
    # A second try would have met no flood any more, and been carried out.
    assert asked_in(story, FORUM) == 0
    assert asked_in(story, HIKE) == 5


async def test_after_the_storm_every_answer_comes_once_and_in_order(story: Story) -> None:
    story.world.faults.set(Weather("flood", retry_after=LONG), chat_id=FORUM)
    people = (OWNER, MODERATOR, YINUO, ZIXUAN, MUYANG)
    said = [(await story.does(who, "say", chat_id=FORUM, text="签到"))["message_id"] for who in people]
    story.world.faults.set(Weather("ok"))
    await story.restart()
    assert story.world.sent(FORUM) == [], "a restart is no reason to press on"
    await story.end()
    story.world.clock.advance(LONG + 1)
    await story.restart()
    assert [message["reply_to_message"]["message_id"] for message in story.world.sent(FORUM)] == said


async def test_a_pressed_button_is_answered_in_the_storm(story: Story) -> None:
    await story.says(MODERATOR, "/language")
    story.world.faults.set(Weather("flood", retry_after=LONG), chat_id=FORUM)
    await story.says(YINUO, "签到")
    await story.presses(YINUO, "English")
    assert "管理员" in story.toasts(YINUO)[-1]
