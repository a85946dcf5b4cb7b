"""A town with every role, for the stories of who may do what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.engine.town import BANNED, LEFT, MEMBER, OPERATOR, RIGHTS, STRONG, VICTIM, WEAK
from tests.story import (
    FORUM,
    KITCHEN,
    OWNER,
    Story,
    told,
)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Story]:
    """An operator, moderators with and without rights, someone who left, someone banned; an entry and a ticket."""
    extra = f"\n[access]\noperators = [{OPERATOR}]\n[desk]\nchat = {KITCHEN}\n"
    async with told(tmp_path, extra) as story:
        story.world.chats[FORUM].members[OWNER].is_anonymous = True
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=STRONG, rights=RIGHTS)
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=WEAK, rights=["can_pin_messages"])
        for who in (MEMBER, VICTIM, LEFT, BANNED):
            await story.says(who, "签到")
        await story.says(MEMBER, "/feedback 有个按钮坏了")
        await story.does(LEFT, "leave", chat_id=FORUM)
        await story.does(OWNER, "ban", chat_id=FORUM, user_id=BANNED)
        yield story
