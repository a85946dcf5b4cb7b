"""Stories of what the bot had said wrongly: put right at the post, in reply to it, and where it was crossposted."""

from __future__ import annotations

from tests.story import FORUM, HIKE, KITCHEN, MODERATOR, OWNER, YINUO, Message, Story


def post(story: Story, holding: str, chat: int = FORUM) -> Message:
    """The latest that begins so: a draft may stand above it."""
    found: Message = [each for each in story.world.sent(chat) if each.get("text", "").startswith(holding)][-1]
    return found


async def announced(story: Story, *chats: int) -> None:
    for chat in (FORUM, *chats):
        await story.says(OWNER, "早", chat=chat)
    await story.says(OWNER, "/start", chat=OWNER)
    await story.says(OWNER, "/announce <周五> 聚餐", chat=OWNER if chats else FORUM)
    await story.presses(OWNER, "发出", chat=OWNER if chats else FORUM)


async def test_a_correction_is_added_to_the_post_and_said_in_reply_again_and_again(story: Story) -> None:
    await announced(story)
    number = post(story, "<周五>")["message_id"]
    assert "管理员" in (await story.says(YINUO, "/correct 是周六", reply_to=number))["text"]
    await story.says(OWNER, "/correct 是周六 <晚上>", reply_to=number)
    assert "✏️ 更正（1月16日 12:00）：是周六 <晚上>" in post(story, "<周五>")["text"]
    replies = [each for each in story.world.sent(FORUM) if each.get("text", "").startswith("✏️ 更正：")]
    assert replies[-1]["reply_to_message"]["message_id"] == number
    await story.restart()
    await story.says(MODERATOR, "/correct 七点开始", reply_to=number)
    shown = post(story, "<周五>")["text"]
    assert shown.index("是周六") < shown.index("七点开始")
    assert [row["deed"] for row in await story.rows("SELECT deed FROM audit")][-2:] == ["corrected", "corrected"]


async def test_only_the_bots_own_words_are_put_right_and_its_cards_are_replied_to_alone(story: Story) -> None:
    said = await story.does(YINUO, "say", chat_id=FORUM, text="地球是平的")
    for words, reply in (("/correct 是圆的", said["message_id"]), ("/correct 是圆的", 0), ("/correct #99 是圆的", 0)):
        how = {"reply_to": reply} if reply else {}
        assert "请回复我发的" in (await story.says(OWNER, words, **how))["text"]
    await story.says(OWNER, "/lottery new 热茶 | ends 2h")
    card = next(each for each in story.world.sent(FORUM) if "reply_markup" in each)
    assert "用法" in (await story.says(OWNER, "/correct", reply_to=card["message_id"]))["text"]
    await story.says(OWNER, "/correct 其实是凉茶", reply_to=card["message_id"])
    assert "凉茶" not in next(
        each["text"] for each in story.world.sent(FORUM) if each["message_id"] == card["message_id"]
    )
    assert any(each.get("text") == "✏️ 更正：其实是凉茶" for each in story.world.sent(FORUM))


async def test_where_it_was_crossposted_it_is_corrected_by_who_may_and_told_to_the_others(story: Story) -> None:
    await announced(story, KITCHEN, HIKE)
    number = post(story, "<周五>")["message_id"]
    await story.says(MODERATOR, "/correct 是周六", reply_to=number)
    assert "更正" in post(story, "<周五>")["text"]
    assert "更正" in post(story, "<周五>", HIKE)["text"], "there they have the right, too"
    assert "更正" not in post(story, "<周五>", KITCHEN)["text"], "there they have not"
    assert "同一条也发在「深夜厨房」" in story.world.sent(OWNER)[-1]["text"]


async def test_it_is_done_by_buttons_from_the_panel(story: Story) -> None:
    await announced(story)
    await story.says(OWNER, "/panel", chat=OWNER)
    await story.presses(OWNER, "⏰ 公告", chat=OWNER)
    await story.presses(OWNER, "更正公告", chat=OWNER)
    await story.presses(OWNER, "<周五> 聚餐", chat=OWNER)
    await story.says(OWNER, "是周六", chat=OWNER)
    assert "是周六" in post(story, "<周五>")["text"]
