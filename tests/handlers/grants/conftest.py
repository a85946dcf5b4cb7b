"""A poll whose voters are granted something."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.grants.polled import RIGHTS
from tests.story import FORUM, MODERATOR, MUYANG, OWNER, XIAOMAN, YINUO, ZIXUAN, Story, told


@pytest.fixture
async def careful(tmp_path: Path) -> AsyncIterator[Story]:
    """A group where one moderator gives at most 100 points alone; there are two of them besides the owner."""
    extra = "grant_alone = 100\ngrant_daily = 1000\nvote_reward = 0\n"
    async with told(tmp_path, extra) as story:
        for who in (MODERATOR, MUYANG):
            await story.does(OWNER, "promote", chat_id=FORUM, user_id=who, rights=RIGHTS)
        for who in (YINUO, ZIXUAN, XIAOMAN):
            await story.says(who, "在呢")
        yield story
