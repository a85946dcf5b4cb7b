"""Stories of what /help lists, for whom, and in which language the shipped levels are named."""

from __future__ import annotations

from tests.story import FORUM, MODERATOR, OWNER, YINUO, Story


async def test_a_moderator_finds_their_commands_in_private_too(story: Story) -> None:
    for who in (MODERATOR, YINUO):
        await story.says(who, "早")
    assert "/audit" in (await story.says(MODERATOR, "/help", chat=MODERATOR))["text"]
    assert "/audit" not in (await story.says(YINUO, "/help", chat=YINUO))["text"]


async def test_a_command_and_its_word_never_part(story: Story) -> None:
    words = (await story.says(YINUO, "/help"))["text"]
    assert "/top\u00a0排\u2060行" in words


async def test_the_shipped_levels_are_named_in_the_groups_language(story: Story) -> None:
    assert "银卡" in (await story.says(YINUO, "/rules"))["text"]
    await story.says(OWNER, "/language")
    await story.presses(OWNER, "English")
    words = (await story.says(YINUO, "/rules", chat=FORUM))["text"]
    assert "Silver" in words
    assert "银卡" not in words
