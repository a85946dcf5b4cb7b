"""How stories of lotteries speak: opening one, pressing its buttons by how they begin, reading its record."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.story import FORUM, OWNER, Message, Story


def number_in(message: Message) -> int:
    found = re.search(r"#(\d+)", message["text"])
    assert found, message["text"]
    return int(found[1])


async def opened(story: Story, line: str, *, by: int = OWNER, chat: int = FORUM) -> int:
    return number_in(await story.says(by, f"/lottery new {line}", chat=chat))


def button(story: Story, label: str, chat: int) -> tuple[int, str]:
    """The newest button whose label begins like that: its message, and its data."""
    for message in reversed(story.world.sent(chat)):
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for each in row:
                if each["text"].startswith(label):
                    return message["message_id"], each["callback_data"]
    raise AssertionError(f"no button {label!r} in chat {chat}")


async def presses(story: Story, who: int, label: str, *, chat: int = FORUM) -> str:
    """The toast that the press was answered with."""
    message_id, data = button(story, label, chat)
    before = len(story.toasts(who))
    await story.does(who, "press", chat_id=chat, message_id=message_id, data=data)
    return " ".join(story.toasts(who)[before:])


def papers(story: Story, name: str, chat: int = FORUM) -> list[Any]:
    """The JSON of every document of that name in the chat."""
    found = [each["document"] for each in story.world.sent(chat) if "document" in each]
    return [json.loads(story.world.files[each["file_id"]].content) for each in found if each["file_name"] == name]


def record_of(story: Story, number: int, chat: int = FORUM) -> dict[str, Any]:
    return papers(story, f"lottery-{number}.json", chat)[-1]  # type: ignore[no-any-return]


def said(story: Story, chat: int = FORUM) -> str:
    return "\n".join(each.get("text", "") + each.get("caption", "") for each in story.world.sent(chat))


async def points_of(story: Story, who: int) -> int:
    rows = await story.rows(
        "SELECT balance FROM balances WHERE chat_id = :chat AND account = :who", chat=FORUM, who=who
    )
    return rows[0]["balance"] if rows else 0


async def state_of(story: Story, number: int) -> str:
    rows = await story.rows("SELECT state FROM lotteries WHERE id = :id", id=number)
    return str(rows[0]["state"])
