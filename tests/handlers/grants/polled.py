"""A poll whose voters are granted something."""

from __future__ import annotations

from tests.story import FORUM, OWNER, Message, Story

RIGHTS = ["can_restrict_members", "can_pin_messages"]


async def poll_of(story: Story, *voters: int, flags: str = "") -> Message:
    await story.says(OWNER, f"/poll 周末吃什么 | 火锅 | 烧烤{flags}")
    posted = next(each for each in reversed(story.world.sent(FORUM)) if "poll" in each)
    for who in voters:
        await story.does(who, "vote", chat_id=FORUM, message_id=posted["message_id"], options=[0])
    return posted
