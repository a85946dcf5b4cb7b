"""People who come into groups of a story, by ones and by thousands."""

from __future__ import annotations

import json
from typing import Any

from playground.world.places import add_person
from tests.story import FORUM, Story


def somebody(story: Story, name: str, *, language: str = "zh-hans") -> int:
    """Somebody who is in no group yet."""
    return add_person(story.world, name, language_code=language).id


async def joins(story: Story, *who: int, chat: int = FORUM) -> None:
    for each in who:
        await story.does(each, "join", chat_id=chat)


def welcomes(story: Story, chat: int = FORUM) -> list[str]:
    """Those that still stand."""
    words = ("👋 欢迎", "👋 歡迎", "👋 Welcome", "回来了")
    return [each["text"] for each in story.world.sent(chat) if any(word in each.get("text", "") for word in words)]


def raiders(story: Story, many: int, *, chat: int = FORUM, first: int = 700_000) -> list[bytes]:
    """Changes of standing as Telegram tells them; the world itself is spared so many people."""
    shown = story.world.chats[chat]
    told: dict[str, Any] = {"chat": {"id": chat, "type": shown.type, "title": shown.title}, "date": story.world.now()}
    if shown.is_forum:
        told["chat"]["is_forum"] = True
    return [json.dumps(_update(told, each)).encode() for each in range(first, first + many)]


def _update(told: dict[str, Any], who: int) -> dict[str, Any]:
    user = {"id": who, "is_bot": False, "first_name": f"路人{who}"}
    old, new = ({"status": status, "user": user} for status in ("left", "member"))
    return {
        "update_id": 900_000_000 + who,
        "chat_member": told | {"from": user, "old_chat_member": old, "new_chat_member": new},
    }
