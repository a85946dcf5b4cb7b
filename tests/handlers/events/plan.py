"""An event of the operators' file."""

from __future__ import annotations

from tests.story import FORUM, Story

HOUR, DAY = 3600, 86400


def event(*more: str, at: str = "2027-01-18 19:00", name: str = "包饺子") -> str:
    return "\n".join(["[[event]]", f'name = "{name}"', f"chats = [{FORUM}]", f'at = "{at}"', *more, ""])


def texts(story: Story, chat: int = FORUM) -> list[str]:
    return [each.get("text") or each.get("caption") or "" for each in story.world.sent(chat)]


def cards(story: Story) -> list[str]:
    return [each for each in texts(story) if "🕗 " in each]
