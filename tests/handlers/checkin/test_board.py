"""Stories of the board: a few check-ins are answered one by one, many by one message, and each counts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.phone import SCREEN, card_lines
from tests.story import EMMA, FORUM, HAORAN, MODERATOR, MUYANG, OWNER, PEISHAN, YINUO, ZIXUAN, Message, Story, told

PEOPLE = (YINUO, ZIXUAN, PEISHAN, MUYANG, HAORAN, EMMA, MODERATOR)


@pytest.fixture
async def board(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, '[answers]\ncheckin = "board"\n') as story:
        yield story


@pytest.fixture
async def auto(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, '[answers]\nmoderators = "group"\n') as story:
        yield story


def boards(story: Story, *, chat: int = FORUM) -> list[Message]:
    return [each for each in story.world.sent(chat) if "🔥" in each.get("text", "")]


def reaction(story: Story, message: Message) -> str:
    post = story.world.chats[FORUM].posts[message["message_id"]]
    return "".join(each["emoji"] for given in post.reactions.values() for each in given)


async def test_a_few_are_answered_each_and_the_fourth_in_a_minute_begins_a_board(auto: Story) -> None:
    story = auto
    for who in PEOPLE[:3]:
        assert "签到成功" in (await story.says(who, "签到"))["text"]
        await story.passes(1)
    for who in PEOPLE[3:]:
        sent = await story.does(who, "say", chat_id=FORUM, text="签到")
        assert reaction(story, sent) == "🔥"
    assert boards(story) == []
    await story.passes(5)
    (shown,) = boards(story)
    assert shown["text"].splitlines()[:2] == ["🔥 今天签到 7 人", "第一个：陈一诺"]
    assert card_lines(shown) <= SCREEN
    assert len(await story.rows("SELECT 1 FROM checkins")) == len(PEOPLE)
    again = await story.does(YINUO, "say", chat_id=FORUM, text="签到")
    assert reaction(story, again) == "👌"


async def test_it_is_one_message_that_grows_also_over_a_restart_and_a_later_one_is_posted_anew(board: Story) -> None:
    story = board
    for number, who in enumerate(PEOPLE[:4], 1):
        await story.says(who, "签到")
        if number == 2:
            await story.restart()
        await story.passes(5)
        (shown,) = boards(story)
        assert f"今天签到 {number} 人" in shown["text"]
    await story.passes(1800)
    await story.says(PEOPLE[4], "签到")
    await story.passes(5)
    assert ["今天签到 5 人" in each["text"] for each in boards(story)] == [False, True]


async def test_whoever_presses_sees_their_own_and_who_is_off_the_boards_is_not_named(board: Story) -> None:
    story = board
    await story.says(YINUO, "/start", chat=YINUO)
    async with story.app.database.unit() as unit:
        await unit.run(
            "INSERT INTO hidden (chat_id, user_id) VALUES (:chat_id, :user_id)", {"chat_id": FORUM, "user_id": ZIXUAN}
        )
    for who in (YINUO, ZIXUAN):
        await story.says(who, "签到")
    await story.passes(5)
    assert "王子轩" not in boards(story)[0]["text"]
    assert "某位成员" in boards(story)[0]["text"]
    await story.presses(ZIXUAN, "我的签到")
    assert story.toasts(ZIXUAN)[-1].startswith("连续签到 1 天")
    await story.presses(OWNER, "我的签到")
    assert story.toasts(OWNER)[-1].startswith("连续签到 0 天")


async def test_a_crowd_is_counted_to_the_last_and_told_in_a_few_messages(auto: Story) -> None:
    story = auto
    crowd = [story.world.newcomer(f"来客{number}") for number in range(300)]
    for each in crowd:
        story.world.join(each, FORUM)
    await story.settle()
    before = len(story.world.sent(FORUM))
    for at in range(0, 300, 25):
        for each in crowd[at : at + 25]:
            story.world.say(each, FORUM, "签到")
        await story.passes(5)
    assert len(await story.rows("SELECT 1 FROM checkins")) == 300
    assert "今天签到 300 人" in boards(story)[-1]["text"]
    assert len(story.world.sent(FORUM)) - before <= 5


async def test_a_reaction_alone_where_the_group_wishes_so_and_words_in_private(tmp_path: Path) -> None:
    async with told(tmp_path, '[answers]\ncheckin = "react"\n') as story:
        sent = await story.does(YINUO, "say", chat_id=FORUM, text="签到")
        assert reaction(story, sent) == "🔥"
        assert story.world.sent(FORUM) == []
        await story.says(YINUO, "/start", chat=YINUO)
        assert "今天已经签过了" in (await story.says(YINUO, "/checkin", chat=YINUO))["text"]
