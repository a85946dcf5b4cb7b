"""Stories of what Telegram keeps for a day only, of presses it keeps for minutes, and of topics closed meanwhile."""

from __future__ import annotations

from playground.actions import do
from tests.story import FORUM, HIKE, MODERATOR, OWNER, YINUO, Story

DAY = 86_400


async def test_a_move_that_nobody_was_told_of_is_found_before_anything_is_paid_there(story: Story) -> None:
    await story.says(YINUO, "签到", chat=HIKE)
    assert await story.points_of(YINUO, chat=HIKE) == 10
    await story.end()
    before = len(story.world.calls)
    now_at = story.world.migrate(OWNER, HIKE)
    story.world.clock.advance(DAY + 60)
    await story.begin()
    await story.says(MODERATOR, "大家早上好，今天去哪里爬山", chat=now_at)
    assert await story.points_of(YINUO, chat=now_at) == 10
    await story.says(YINUO, "签到", chat=now_at)
    assert await story.points_of(YINUO, chat=now_at) > 10
    assert [row["chat_id"] for row in await story.rows("SELECT DISTINCT chat_id FROM checkins")] == [now_at]
    asked = [told for name, told in list(story.world.calls)[before:] if name == "getChat" and told["chat_id"] == HIKE]
    assert len(asked) == 1


async def test_a_press_made_while_the_bot_was_down_for_minutes_never_comes(story: Story) -> None:
    sent = await story.says(OWNER, "/settings")
    with story.unheard():
        row = sent["reply_markup"]["inline_keyboard"][0]
        press = {"as": OWNER, "do": "press", "chat_id": FORUM, "message_id": sent["message_id"]}
        do(story.world, press | {"data": row[0]["callback_data"]})
        story.world.clock.advance(200)
    assert await story.fetch() == []


async def test_an_answer_out_of_a_topic_closed_meanwhile_goes_to_general_without_its_reply(story: Story) -> None:
    topic = story.world.topic_id(FORUM, "闲聊")
    story.world.chats[FORUM].members[story.world.bot.id].rights -= {"can_manage_topics"}
    with story.unheard():
        do(story.world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/points", "topic": topic})
        do(story.world, {"as": OWNER, "do": "topic_close", "chat_id": FORUM, "topic": topic})
    await story.settle()
    (answer,) = [each for each in story.world.sent(FORUM) if "分" in each.get("text", "")]
    assert "message_thread_id" not in answer
    assert "reply_to_message" not in answer
