"""Stories of who reads that somebody reported: the moderators, and nobody else for long."""

from __future__ import annotations

from tests.story import FORUM, OWNER, YINUO, ZIXUAN, Story


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
