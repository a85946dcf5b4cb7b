"""Stories of what reaches an author and what does not: the desk sees a sign for one, a sentence for the other."""

from __future__ import annotations

import asyncio

import pytest

from playground.world.faults import OnceKind
from tests.handlers.feedback.forum_desk import DESK_FORUM, answers, at_desk, gives, gives_unnamed, last
from tests.story import MODERATOR, OWNER, YINUO, ZIXUAN, Message, Story


def is_signed(story: Story, message: Message) -> bool:
    return bool(story.world.chats[DESK_FORUM].posts[message["message_id"]].reactions)


def sends_album(story: Story, who: int, chat: int, *captions: str, topic: int = 0, reply_to: int = 0) -> None:
    for caption in captions:
        story.world.send_photo(who, chat, b"x", caption=caption, album="一组", topic=topic, reply_to=reply_to)


async def count(story: Story, action: str) -> int:
    return len(await story.rows("SELECT 1 FROM feedback_deeds WHERE deed = :action", action=action))


async def test_the_sign_comes_when_the_author_has_it(desk: Story) -> None:
    _, topic = await gives(desk)
    said = await answers(desk, topic, "下周日见")
    assert is_signed(desk, said)
    assert "下周日见" in last(desk, YINUO)["text"]


async def test_an_author_who_blocked_the_bot_is_told_of_instead(desk: Story) -> None:
    number, topic = await gives(desk)
    desk.world.people[YINUO].has_blocked = True
    said = await answers(desk, topic, "下周日见")
    assert not is_signed(desk, said)
    (told,) = at_desk(desk, topic)[1:]
    assert f"没能送到 #{number} 的反馈人" in told["text"]
    assert told["reply_to_message"]["message_id"] == said["message_id"]


async def test_one_whom_the_bot_may_not_write_to_is_told_of_after_a_command_too(desk: Story) -> None:
    number, topic = await gives(desk)
    desk.world.set_blocked(YINUO, blocked=True)
    await desk.settle()
    await desk.says(OWNER, f"/feedback {number} answer 下周日见", chat=DESK_FORUM, topic=topic)
    assert any("收不到" in each["text"] for each in at_desk(desk, topic))


async def test_also_where_the_author_has_no_name(desk: Story) -> None:
    number, topic = await gives_unnamed(desk)
    desk.world.people[ZIXUAN].has_blocked = True
    said = await answers(desk, topic, "谢谢")
    assert not is_signed(desk, said)
    assert f"没能送到 #{number} 的反馈人" in at_desk(desk, topic)[-1]["text"]


@pytest.mark.parametrize("why", ["message can't be copied", "message to copy not found", "CHAT_FORWARDS_RESTRICTED"])
async def test_what_cannot_be_copied_is_told_of(desk: Story, why: str) -> None:
    number, topic = await gives(desk)
    desk.world.faults.next("copyMessage", "error", code=400, description=f"Bad Request: {why}")
    said = await desk.does(MODERATOR, "sticker", chat_id=DESK_FORUM, topic=topic, emoji="👍")
    assert not is_signed(desk, said)
    assert f"没能送到 #{number} 的反馈人" in at_desk(desk, topic)[-1]["text"]


async def test_what_a_command_says_is_told_of_where_the_card_stands(desk: Story) -> None:
    number, topic = await gives(desk)
    desk.world.people[YINUO].has_blocked = True
    await desk.says(OWNER, f"/feedback {number} answer 下周日见", chat=DESK_FORUM)
    assert f"没能送到 #{number} 的反馈人" in at_desk(desk, topic)[-1]["text"]


@pytest.mark.parametrize("fault", ["lost_after", "gateway"])
async def test_a_lost_answer_of_telegrams_is_no_lost_answer_to_the_author(desk: Story, fault: OnceKind) -> None:
    _, topic = await gives(desk)
    desk.world.faults.next("sendMessage", fault, chat_id=YINUO)
    said = await answers(desk, topic, "下周日见")
    async with asyncio.timeout(20):
        while not is_signed(desk, said):
            await desk.settle()
    assert "下周日见" in last(desk, YINUO)["text"]


async def test_an_album_of_the_desks_is_one_answer(desk: Story) -> None:
    _, topic = await gives(desk)
    before = len(desk.world.sent(YINUO))
    sends_album(desk, MODERATOR, DESK_FORUM, "改好的海报", "", "", topic=topic)
    await desk.settle()
    heard = desk.world.sent(YINUO)[before:]
    assert ["photo" in each for each in heard] == [True] * 3
    assert ["有答复了" in each.get("caption", "") for each in heard] == [True, False, False]
    assert await count(desk, "answer") == 1
    await desk.does(YINUO, "say", chat_id=YINUO, text="收到", reply_to=heard[-1]["message_id"])
    assert "收到" in at_desk(desk, topic)[-1]["text"]


async def test_an_album_of_the_authors_is_one_word_to_the_desk(desk: Story) -> None:
    _, topic = await gives(desk)
    await answers(desk, topic, "有照片吗？")
    sends_album(desk, YINUO, YINUO, "在这", "", "", reply_to=last(desk, YINUO)["message_id"])
    await desk.settle()
    shown = at_desk(desk, topic)[-3:]
    assert ["💬" in each.get("caption", "") for each in shown] == [True, False, False]
    assert await count(desk, "add") == 1


async def test_a_picture_without_words_is_no_empty_sentence(desk: Story) -> None:
    _, topic = await gives(desk)
    desk.world.send_photo(MODERATOR, DESK_FORUM, b"x", caption="", topic=topic)
    await desk.settle()
    assert "👆" in last(desk, YINUO)["caption"]


async def test_a_live_photo_goes_both_ways_whole_and_once(desk: Story) -> None:
    _, topic = await gives(desk)
    desk.world.send_live_photo(MODERATOR, DESK_FORUM, b"mov", topic=topic)
    await desk.settle()
    heard = last(desk, YINUO)
    assert heard.keys() >= {"live_photo", "photo"}, "a still of it would be less than was sent"
    assert "👆" in heard["caption"]
    desk.world.send_live_photo(YINUO, YINUO, b"mov", reply_to=heard["message_id"])
    await desk.settle()
    (shown,) = [each for each in at_desk(desk, topic) if "live_photo" in each]
    assert "💬" in shown["caption"]
    assert [await count(desk, kind) for kind in ("answer", "add")] == [1, 1]


async def test_an_edit_that_nobody_sees_changes_nothing_on_the_other_side(desk: Story) -> None:
    _, topic = await gives(desk)
    said = [await answers(desk, topic, "下周日见")]
    said.append(desk.world.send_photo(MODERATOR, DESK_FORUM, b"x", topic=topic))
    said.append(desk.world.send_sticker(MODERATOR, DESK_FORUM, "👍", topic=topic))
    said += [desk.world.send_photo(MODERATOR, DESK_FORUM, b"x", album="一组", topic=topic) for _ in range(3)]
    await desk.settle()
    before, words = desk.world.sent(YINUO), await desk.rows("SELECT words FROM feedback_deeds ORDER BY id")
    refused: list[bytes] = []

    def see(body: bytes) -> bytes:
        refused.extend([body] if b'"ok":false' in body and b"message is not modified" not in body else [])
        return body

    desk.world.faults.bend = see
    for each in said:
        desk.world.touch(DESK_FORUM, each["message_id"])
    await desk.settle()
    assert desk.world.sent(YINUO) == before
    assert await desk.rows("SELECT words FROM feedback_deeds ORDER BY id") == words
    assert refused == []
