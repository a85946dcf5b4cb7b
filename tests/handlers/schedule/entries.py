"""Entries of a schedule, and what was said by them."""

from __future__ import annotations

from tests.story import FORUM, Story

HOUR, DAY = 3600, 86400


HERE = f"chats = [{FORUM}]"


def entry(name: str, when: str, what: str = 'text = "到点了"', *more: str, chats: str = HERE) -> str:
    return "\n".join(["[[schedule]]", f'name = "{name}"', chats, when, what, *more, ""])


def said(story: Story, chat: int = FORUM) -> list[str]:
    return [message.get("text") or message.get("caption") or "" for message in story.world.sent(chat)]


async def reasons(story: Story) -> list[str]:
    return [
        row["reason"] or row["state"]
        for row in await story.rows("SELECT * FROM schedule_runs ORDER BY due_at, chat_id")
    ]
