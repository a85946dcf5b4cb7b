"""Stories of who reads that somebody reported: the moderators, and nobody else for long."""

from __future__ import annotations

from tests.story import FORUM, MUYANG, OWNER, YINUO, ZIXUAN, Story


async def reports(story: Story) -> int:
    """一诺 reports a message of 子轩's; the number of the message with the command."""
    said = await story.does(ZIXUAN, "say", chat_id=FORUM, text="你们都是傻子")
    told = await story.does(YINUO, "say", chat_id=FORUM, text="/report 骂人", reply_to=said["message_id"])
    return int(told["message_id"])


def read_by_all(story: Story) -> list[int]:
    return [*story.world.chats[FORUM].posts]


async def test_the_command_goes_and_the_receipt_is_given_in_private(story: Story) -> None:
    await story.says(OWNER, "/start", chat=OWNER)
    await story.says(YINUO, "/start", chat=YINUO)
    before = len(story.world.sent(FORUM))
    command = await reports(story)
    assert command not in read_by_all(story)
    assert len(story.world.sent(FORUM)) == before
    assert "转给管理员" in story.world.sent(YINUO)[-1]["text"]
    assert "骂人" in story.world.sent(OWNER)[-1]["text"]


async def test_who_cannot_be_written_to_reads_a_receipt_that_names_nobody_and_goes_soon(story: Story) -> None:
    await story.says(OWNER, "/start", chat=OWNER)
    command = await reports(story)
    receipt = story.world.sent(FORUM)[-1]
    assert command not in read_by_all(story)
    assert "转给管理员" in receipt["text"]
    assert "reply_to_message" not in receipt
    await story.passes(61)
    assert receipt["message_id"] not in read_by_all(story)


async def test_several_reports_of_one_message_are_one_card_that_names_nobody_and_all_hear_of_it(story: Story) -> None:
    for who in (OWNER, YINUO, MUYANG):
        await story.says(who, "/start", chat=who)
    said = await story.does(ZIXUAN, "say", chat_id=FORUM, text="你们都是傻子")
    before = len(story.world.sent(OWNER))
    for who, why in ((YINUO, "骂人"), (MUYANG, "太难听")):
        await story.does(who, "say", chat_id=FORUM, text=f"/report {why}", reply_to=said["message_id"])
    cards = story.world.sent(OWNER)[before:]
    assert len(cards) == 1
    card = cards[0]["text"]
    assert "骂人" in card
    assert "太难听" in card
    assert "共 2 人举报" in card
    assert not [who for who in (YINUO, MUYANG) if story.world.people[who].first_name in card]
    assert "举报 1 条" in (await story.says(OWNER, "/panel", chat=OWNER))["text"]
    await story.presses(OWNER, "成立，已处理", chat=OWNER)
    assert ["谢谢你" in story.world.sent(who)[-1]["text"] for who in (YINUO, MUYANG)] == [True, True]
    assert await story.rows("SELECT state FROM reports") == [{"state": "upheld"}] * 2


async def test_who_reports_in_vain_again_and_again_is_taken_less_often_and_it_is_told(story: Story) -> None:
    await story.says(OWNER, "/start", chat=OWNER)
    for number in range(6):
        said = await story.does(ZIXUAN, "say", chat_id=FORUM, text=f"大家好 {number}")
        answer = await story.says(YINUO, "/report", reply_to=said["message_id"])
        assert "转给管理员" in answer["text"]
        if number < 5:
            await story.presses(OWNER, "不成立", chat=OWNER)
            await story.passes(86_402)
    assert "最近 5 次都不成立" in story.world.sent(OWNER)[-1]["text"]
    said = await story.does(ZIXUAN, "say", chat_id=FORUM, text="大家好")
    assert "一天最多举报 1 次" in (await story.says(YINUO, "/report", reply_to=said["message_id"]))["text"]
