"""A desk with topics, and what is said to it and by it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.feedback.forum_desk import DESK_FORUM, RIGHTS, opens_a_desk
from tests.story import YINUO, ZIXUAN, Story, told


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, f"\n[desk]\nchat = {DESK_FORUM}\n") as story:
        await opens_a_desk(story, rights=RIGHTS)
        for who in (YINUO, ZIXUAN):
            await story.says(who, "早")
            await story.says(who, "/start", chat=who)
        yield story
