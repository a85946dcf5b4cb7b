"""A feedback given, its number and its card."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.story import (
    KITCHEN,
    Message,
    Story,
    told,
)

DESK = f"\n[desk]\nchat = {KITCHEN}\n"


def number_of(message: Message) -> int:
    found = re.search(r"#(\d+)", message["text"])
    assert found, message["text"]
    return int(found[1])


@pytest.fixture
async def desk(tmp_path: Path):  # type: ignore[no-untyped-def]
    """A community whose moderators have a chat of their own."""
    async with told(tmp_path, DESK) as story:
        yield story


def card(story: Story, chat: int = KITCHEN) -> Message:
    cards = [each for each in story.world.sent(chat) if each.get("text", "").startswith("📮")]
    assert cards, "no card at the desk"
    return cards[-1]
