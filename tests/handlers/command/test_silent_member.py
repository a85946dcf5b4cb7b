"""Stories of a member who has said nothing in any group yet, and writes to the bot in private."""

from __future__ import annotations

import pytest

from bot.engine.entrances import Command
from handlers import ENTRANCES
from handlers.command.group_commands import GroupCommand
from tests.story import FORUM, HAORAN, HIKE, KITCHEN, NEWCOMER, OWNER, Story

EVERY = sorted(each.name for each in ENTRANCES if isinstance(each, Command) and isinstance(each.handler, GroupCommand))


@pytest.fixture(autouse=True)
async def known_groups(story: Story) -> None:
    """The bot has heard of its groups, and of nobody in them but the owner."""
    for chat in (FORUM, KITCHEN, HIKE):
        await story.says(OWNER, "早", chat=chat)


@pytest.mark.parametrize("name", EVERY)
async def test_no_command_says_that_they_share_no_group(story: Story, name: str) -> None:
    answer = await story.says(HAORAN, f"/{name}", chat=HAORAN)
    assert "没在群里见过你" not in answer.get("text", "")


async def test_their_feedback_is_kept_with_all_its_words(story: Story) -> None:
    await story.says(HAORAN, "/feedback 楼道的灯坏了", chat=HAORAN)
    if not await story.rows("SELECT words FROM feedback"):
        message = story.world.sent(HAORAN)[-1]
        label = message["reply_markup"]["inline_keyboard"][0][0]["text"]
        await story.presses(HAORAN, label, chat=HAORAN)
    assert await story.rows("SELECT words FROM feedback") == [{"words": "楼道的灯坏了"}]


async def test_who_is_in_no_group_is_told_so_and_telegram_is_not_asked_again_and_again(story: Story) -> None:
    assert "群" in (await story.says(NEWCOMER, "/points", chat=NEWCOMER))["text"]
    asked = len([each for each in story.world.calls if each[0] == "getChatMember"])
    await story.says(NEWCOMER, "/points", chat=NEWCOMER)
    assert len([each for each in story.world.calls if each[0] == "getChatMember"]) == asked > 0
