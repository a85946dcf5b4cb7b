"""Stories of answers that go after a while: with their commands, many at one go, and never what has to stay."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import get_args

import pytest

from bot.config.answers import Vanishing
from bot.engine.entrances import Command
from handlers import ENTRANCES
from handlers.command.group_commands import GroupCommand
from playground.world import World
from playground.world.population import populate
from tests.story import FORUM, HAORAN, HIKE, NOON, OWNER, PEISHAN, YINUO, ZIXUAN, Story, told

TEN_MINUTES = 600
_LAST = max(populate(World(seed=7, start=NOON)).chats[FORUM].posts)
"""Of the messages that stand in the forum when a story begins."""


@pytest.fixture
async def fading(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, '[answers]\nmoderators = "group"\nvanish = "10m"\n') as story:
        yield story


def stand(story: Story, *, chat: int = FORUM) -> list[str]:
    """What can be read in the chat of all that was said today, people's words and the bot's."""
    first = _LAST if chat == FORUM else 0
    return [each["text"] for each in story.world.messages(chat) if "text" in each and each["message_id"] > first]


def deletions(story: Story) -> list[dict[str, object]]:
    return [params for method, params in story.world.calls if method in ("deleteMessage", "deleteMessages")]


async def test_an_answer_of_the_moment_goes_with_its_command_and_a_receipt_stays(fading: Story) -> None:
    story = fading
    for said in ("/points", "/top", "签到", "/points 乱写"):
        await story.says(YINUO, said)
    receipt = (await story.says(OWNER, f"/grant {YINUO} 20 谢谢"))["text"]
    before = stand(story)
    await story.passes(TEN_MINUTES - 60)
    assert stand(story) == before
    await story.passes(90)
    assert stand(story) == [f"/grant {YINUO} 20 谢谢", receipt]


async def test_what_goes_within_the_same_minute_goes_at_one_go_and_a_restart_forgets_none(fading: Story) -> None:
    story = fading
    for who in (YINUO, ZIXUAN, HAORAN, PEISHAN, OWNER):
        await story.says(who, "/points")
        await story.passes(2)
    await story.restart()
    await story.passes(TEN_MINUTES)
    assert [each for each in stand(story) if "points" in each or "分" in each] == []
    (call,) = deletions(story)
    assert len(call["message_ids"]) == 10  # type: ignore[arg-type]


async def test_a_command_that_a_reaction_answered_goes_too(tmp_path: Path) -> None:
    async with told(tmp_path, '[answers]\nmoderators = "group"\ncheckin = "react"\nvanish = "10m"\n') as story:
        await story.says(YINUO, "签到")
        await story.says(YINUO, "早")
        assert stand(story) == ["签到", "早"]
        await story.passes(TEN_MINUTES + 31)
        assert stand(story) == ["早"]


async def test_without_the_right_the_bots_own_words_go_and_members_stay(fading: Story) -> None:
    story = fading
    story.world.demote(OWNER, FORUM, story.world.bot.id)
    await story.says(YINUO, "/points")
    await story.passes(TEN_MINUTES + 31)
    assert stand(story) == ["/points"]


async def test_away_for_longer_than_telegram_allows_it_lets_them_stand(fading: Story) -> None:
    story = fading
    await story.says(YINUO, "/points")
    await story.end()
    story.world.clock.advance(48 * 3600)
    await story.begin()
    await story.passes(60)
    assert len(stand(story)) == 2
    assert deletions(story) == []


async def test_in_a_group_that_became_a_supergroup_nothing_else_is_deleted(tmp_path: Path) -> None:
    async with told(tmp_path, '[answers]\nvanish = "10m"\n') as story:
        await story.says(YINUO, "/points", chat=HIKE)
        new = story.world.migrate(OWNER, HIKE)
        await story.settle()
        for number in range(40):
            story.world.say(YINUO, new, f"第 {number} 句")
        await story.passes(TEN_MINUTES + 31)
        assert deletions(story) == []


async def test_in_private_and_where_a_group_wishes_nothing_answers_stand(fading: Story) -> None:
    story = fading
    await story.says(YINUO, "/start", chat=YINUO)
    await story.says(YINUO, "/points", chat=YINUO)
    await story.passes(TEN_MINUTES * 2)
    assert "/points" in stand(story, chat=YINUO)


async def test_a_command_that_is_kept_is_answered_for_good(tmp_path: Path) -> None:
    async with told(tmp_path, '[answers]\nvanish = "10m"\nkeep = ["top"]\n') as story:
        await story.says(YINUO, "/top")
        await story.says(YINUO, "/points")
        await story.passes(TEN_MINUTES + 31)
        assert [each for each in stand(story) if each.startswith("/")] == ["/top"]


def test_the_file_names_the_commands_that_vanish() -> None:
    handlers = {each.name: each.handler for each in ENTRANCES if isinstance(each, Command)}
    vanishing = {name for name, each in handlers.items() if isinstance(each, GroupCommand) and each.vanishes}
    assert vanishing == set(get_args(Vanishing))
