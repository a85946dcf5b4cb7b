"""Stories of votes from outside: a poll can be forwarded, and whoever voted may have left: members alone count."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.story import EMMA, HAORAN, KITCHEN, MODERATOR, OWNER, YINUO, Message, Story, told

QUIZ = "/quiz 一加一 | *二 | 三"


@pytest.fixture
async def kitchen(tmp_path: Path) -> AsyncIterator[Story]:
    """一诺 and the moderator are in the forum, not in the kitchen; nobody has said anything there."""
    async with told(tmp_path, "vote_reward = 3\nquiz_reward = 5\n") as story:
        yield story


async def asks(story: Story, line: str = QUIZ) -> Message:
    await story.says(OWNER, line, chat=KITCHEN)
    return next(each for each in reversed(story.world.sent(KITCHEN)) if "poll" in each)


async def votes(story: Story, asked: Message, *people: int, option: int = 0) -> None:
    for who in people:
        await story.does(who, "vote", chat_id=KITCHEN, message_id=asked["message_id"], options=[option])


async def votes_from_outside(story: Story, asked: Message, *people: int) -> None:
    """In a copy that somebody forwarded to where they are."""
    world = story.world
    away = world.add_group("别的群", owner=people[0]).id
    for who in {EMMA, *people[1:]}:
        world.join(who, away, by=people[0])
    copy = world.forward(EMMA, KITCHEN, asked["message_id"], away)
    for who in people:
        world.vote(who, away, copy["message_id"], [0])
    await story.settle()


async def ended(story: Story) -> str:
    await story.says(OWNER, "/quiz close 1", chat=KITCHEN)
    card = story.world.sent(KITCHEN)[-1]
    return str(card.get("caption") or card.get("text"))


async def paid(story: Story) -> set[int]:
    return {
        row["to_account"] for row in await story.rows("SELECT to_account FROM ledger WHERE kind IN ('quiz', 'poll')")
    }


async def test_right_answers_from_outside_are_neither_paid_nor_named(kitchen: Story) -> None:
    asked = await asks(kitchen)
    await votes_from_outside(kitchen, asked, YINUO, MODERATOR)
    await votes(kitchen, asked, EMMA)
    card = await ended(kitchen)
    assert await paid(kitchen) == {EMMA}
    assert "Emma" in card
    assert "陈一诺" not in card
    assert "3 人" in card, "how many voted is Telegram's to tell"
    top = (await kitchen.says(EMMA, "/top", chat=KITCHEN))["text"]
    assert "陈一诺" not in top


async def test_a_member_who_never_spoke_is_paid_all_the_same(kitchen: Story) -> None:
    asked = await asks(kitchen, "/poll 吃什么 | 面 | 饭")
    await votes(kitchen, asked, EMMA, HAORAN)
    await ended(kitchen)
    assert await paid(kitchen) == {EMMA, HAORAN}


@pytest.mark.parametrize("how", ["left", "banned"])
@pytest.mark.parametrize("is_told", [True, False], ids=["the bot is told", "the bot is no administrator"])
async def test_whoever_is_gone_before_the_end_is_out(kitchen: Story, how: str, is_told: bool) -> None:
    asked = await asks(kitchen)
    for who in (EMMA, HAORAN):
        await kitchen.says(who, "我来答", chat=KITCHEN)
    await votes(kitchen, asked, HAORAN, EMMA)
    if not is_told:
        await kitchen.does(OWNER, "demote", chat_id=KITCHEN, user_id=kitchen.world.bot.id)
    if how == "left":
        await kitchen.does(HAORAN, "leave", chat_id=KITCHEN)
    else:
        await kitchen.does(OWNER, "ban", chat_id=KITCHEN, user_id=HAORAN)
    card = await ended(kitchen)
    assert "浩然" not in card
    assert await paid(kitchen) == {EMMA}


async def test_many_voters_are_asked_after_in_lots(kitchen: Story) -> None:
    people = [await kitchen.does(OWNER, "newcomer", name=f"路人{number}") for number in range(45)]
    for who in people:
        kitchen.world.join(who, KITCHEN)
    kitchen.world.updates.drop()  # the bot missed their coming
    asked = await asks(kitchen)
    await votes(kitchen, asked, *people)
    await ended(kitchen)
    for _ in range(3):
        await kitchen.passes(5)
    assert await paid(kitchen) == set(people)


async def test_while_telegram_is_silent_the_count_waits(kitchen: Story) -> None:
    asked = await asks(kitchen)
    await votes(kitchen, asked, EMMA)
    for _ in range(2):  # that it is closed comes twice: as an answer and as news
        kitchen.world.faults.next("getChatMember", "lost_before")
    await kitchen.says(OWNER, "/quiz close 1", chat=KITCHEN)
    assert await paid(kitchen) == set()
    await kitchen.passes(61)
    assert await paid(kitchen) == {EMMA}


async def test_outsiders_are_no_voters_for_a_grant(kitchen: Story) -> None:
    asked = await asks(kitchen, "/poll 吃什么 | 面 | 饭")
    await votes_from_outside(kitchen, asked, YINUO)
    await votes(kitchen, asked, EMMA)
    await ended(kitchen)
    await kitchen.says(OWNER, "/grant 5 poll 1 好", chat=KITCHEN)
    await kitchen.presses(OWNER, "确认加分", chat=KITCHEN)
    granted: list[dict[str, Any]] = await kitchen.rows("SELECT to_account FROM ledger WHERE kind = 'grant'")
    assert granted == [{"to_account": EMMA}]
