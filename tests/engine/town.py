"""A town with every role, for the stories of who may do what."""

from __future__ import annotations

from tests.story import (
    HAORAN,
    KITCHEN,
    MODERATOR,
    MUYANG,
    PEISHAN,
    TSZCHING,
    YINUO,
    ZIXUAN,
    Story,
)

OPERATOR, WEAK, STRONG, LEFT, BANNED, MEMBER, VICTIM = TSZCHING, MUYANG, MODERATOR, PEISHAN, HAORAN, YINUO, ZIXUAN


RIGHTS = ["can_restrict_members", "can_change_info"]


async def forges(story: Story, who: int, message_id: int, data: str, *, chat: int = KITCHEN) -> None:
    """A press that no button shows, or shows no more."""
    story.world.press_vanished(who, chat, message_id, data)
    await story.settle()
