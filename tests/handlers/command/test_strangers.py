"""Stories of strangers: people who comment on the posts of a channel that a group is linked to, and never joined."""

from __future__ import annotations

import pytest

from tests.handlers.lottery.support import opened
from tests.story import EMMA, KITCHEN, MUYANG, OWNER, YINUO, Message, Story


@pytest.fixture
async def post(story: Story) -> Message:
    """The channel's post as it arrived in the group."""
    sent = story.world.auto_forward(KITCHEN, "围炉频道", "新文章")
    await story.settle()
    return sent


async def comments(story: Story, who: int, words: str, post: Message) -> str:
    return str((await story.says(who, words, chat=KITCHEN, reply_to=post["message_id"])).get("text", ""))


async def rows_of(story: Story, who: int) -> list[dict[str, object]]:
    return await story.rows("SELECT * FROM members WHERE chat_id = :id AND user_id = :who", id=KITCHEN, who=who)


def asked_about(story: Story, who: int) -> int:
    return sum(name == "getChatMember" and told["user_id"] == who for name, told in story.world.calls)


async def test_a_stranger_is_neither_counted_nor_paid_nor_named(story: Story, post: Message) -> None:
    await comments(story, YINUO, "今天的文章写得真好，学到很多", post)
    assert await rows_of(story, YINUO) == []
    assert "还没加入" in await comments(story, YINUO, "签到", post)
    assert "陈一诺" not in await comments(story, EMMA, "/top", post)
    assert await story.rows("SELECT 1 FROM ledger WHERE to_account = :who", who=YINUO) == []


async def test_telegram_is_asked_about_a_stranger_once_however_much_they_say(story: Story, post: Message) -> None:
    for number in range(5):
        await comments(story, YINUO, f"第 {number} 条评论，写得长一点", post)
    assert asked_about(story, YINUO) == 1


async def test_a_stranger_enters_no_draw_by_its_phrase(story: Story, post: Message) -> None:
    await opened(story, "咖啡 | phrase 我要咖啡", chat=KITCHEN)
    await comments(story, YINUO, "我要咖啡", post)
    await comments(story, EMMA, "我要咖啡", post)
    assert len(await story.rows("SELECT * FROM lottery_entries")) == 1


async def test_a_stranger_pays_nobody_by_a_reaction_nor_is_paid_for_one(story: Story, post: Message) -> None:
    said = await story.does(MUYANG, "say", chat_id=KITCHEN, text="好文章，值得收藏", reply_to=post["message_id"])
    mine = await story.does(YINUO, "say", chat_id=KITCHEN, text="我也觉得好，收藏了", reply_to=post["message_id"])
    await story.does(EMMA, "react", chat_id=KITCHEN, message_id=said["message_id"], emoji="❤")
    await story.does(EMMA, "react", chat_id=KITCHEN, message_id=mine["message_id"], emoji="❤")
    paid = await story.rows("SELECT to_account FROM ledger WHERE kind = 'reaction'")
    assert [row["to_account"] for row in paid] == [MUYANG]


async def test_they_are_members_from_the_moment_they_join(story: Story, post: Message) -> None:
    await comments(story, YINUO, "我先看看再说，不急着进群", post)
    await story.does(YINUO, "join", chat_id=KITCHEN)
    await comments(story, YINUO, "进来了，以后一起聊吃的", post)
    (row,) = await rows_of(story, YINUO)
    assert (row["state"], row["messages"]) == ("in", 1)
    assert "还没加入" not in await comments(story, YINUO, "签到", post)


async def test_whoever_left_and_comments_stays_out(story: Story, post: Message) -> None:
    await comments(story, EMMA, "我要退群了，大家保重", post)
    await story.does(EMMA, "leave", chat_id=KITCHEN)
    await comments(story, EMMA, "退了以后也可以评论", post)
    (row,) = await rows_of(story, EMMA)
    assert (row["state"], row["messages"]) == ("left", 1)


async def test_nobody_is_asked_about_where_comments_are_for_members(story: Story, post: Message) -> None:
    story.world.chats[KITCHEN].joins_to_send = True
    await comments(story, EMMA, "群里的人说一句话", post)
    assert asked_about(story, EMMA) == 0
    assert [row["state"] for row in await rows_of(story, EMMA)] == ["in"]


async def test_in_a_group_without_a_channel_nobody_is_asked_about(story: Story) -> None:
    for who in (OWNER, EMMA, MUYANG):
        await story.says(who, "早上好，今天吃什么呢", chat=KITCHEN)
    assert [name for name, _ in story.world.calls if name in ("getChat", "getChatMember")] == ["getChat"]
    rows = await story.rows("SELECT state, messages FROM members WHERE chat_id = :id", id=KITCHEN)
    assert [(row["state"], row["messages"]) for row in rows] == [("in", 1)] * 3


async def test_a_channel_linked_a_moment_ago_brings_strangers_at_once(story: Story) -> None:
    await story.says(EMMA, "早上好，今天吃什么呢", chat=KITCHEN)
    post = story.world.auto_forward(KITCHEN, "围炉频道", "从今天起，频道的文章都发到这里")
    await story.settle()
    await comments(story, YINUO, "今天的文章写得真好，学到很多", post)
    assert await rows_of(story, YINUO) == []


async def test_where_telegram_keeps_silent_a_stranger_waits(story: Story, post: Message) -> None:
    for _ in range(2):
        story.world.faults.next("getChatMember", "error", code=500, description="Internal Server Error")
    await comments(story, EMMA, "这句话没有人知道我是谁", post)
    assert await rows_of(story, EMMA) == []
    await comments(story, EMMA, "再说一句，这回有人知道", post)
    await comments(story, EMMA, "第三句话也会被数到的", post)
    (row,) = await rows_of(story, EMMA)
    assert row["state"] == "in"
