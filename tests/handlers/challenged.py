"""A challenge that is opened, its works and its card."""

from __future__ import annotations

import base64
from typing import Any

from tests.story import FORUM, OWNER, Message, Story

HOUR, DAY = 3600, 86400


DOT = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 60).decode()


def card(story: Story, begins: str, chat: int = FORUM) -> Message:
    """The newest message of the bot that begins so."""
    for message in reversed(story.world.sent(chat)):
        if str(message.get("text", message.get("caption", ""))).startswith(begins):
            return message
    return {}


async def opens(story: Story, words: str = "早起 | 3d | #早起打卡", chat: int = FORUM) -> Message:
    return await story.says(OWNER, f"/challenge new {words}", chat=chat)


def reactions(story: Story, message: Any) -> list[str]:
    post = story.world.chats[FORUM].posts[message["message_id"]]
    return [each["emoji"] for given in post.reactions.values() for each in given]
