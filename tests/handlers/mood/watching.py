"""A desk that watches a group's mood."""

from __future__ import annotations

from tests.story import (
    Message,
)


def labels(message: Message) -> list[str]:
    return [key["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for key in row]
