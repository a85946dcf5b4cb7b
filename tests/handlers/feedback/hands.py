"""A desk, its buttons, and a feedback for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.feedback.given import DESK, number_of
from tests.story import KITCHEN, MODERATOR, YINUO, ZIXUAN, Story, told


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, DESK) as story:
        for who in (YINUO, ZIXUAN, MODERATOR):
            await story.says(who, "/start", chat=who)
        yield story


async def gives(story: Story, who: int = YINUO, words: str = "希望周末多办读书会") -> int:
    return number_of(await story.says(who, f"/feedback {words}"))


async def presses_made_up(story: Story, who: int, data: str, *, chat: int = KITCHEN) -> None:
    story.world.press_vanished(who, chat, 1, data)
    await story.settle()
