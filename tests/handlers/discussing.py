"""A discussion that is opened, its topic and its card."""

from __future__ import annotations

import base64

from tests.story import (
    FORUM,
    OWNER,
    Message,
    Story,
)

HOUR, DAY = 3600, 86400


DOT = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 60).decode()


def card(story: Story, chat: int, begins: str) -> Message:
    """The newest message of the bot there that begins so, by text or caption."""
    for message in reversed(story.world.sent(chat)):
        if str(message.get("text", message.get("caption", ""))).startswith(begins):
            return message
    return {}


def texts(story: Story, chat: int) -> list[str]:
    return [str(each.get("text", each.get("caption", ""))) for each in story.world.sent(chat)]


async def opens(story: Story, words: str = "火锅 | 2d", *, chat: int = FORUM) -> int:
    """The place in which it is talked of: the new topic's id, or the post's."""
    await story.says(OWNER, f"/topic discuss {words}", chat=chat)
    return int((await story.rows("SELECT max(place) AS place FROM discussions WHERE state = 'open'"))[0]["place"])
