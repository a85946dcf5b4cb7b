"""What people do to fit a condition."""

from __future__ import annotations

from tests.story import OWNER, Story

HOUR, DAY = 3600, 86400


async def polled(story: Story, line: str = "晚饭？ | 面 | 饭") -> tuple[int, int]:
    """Number and message of a poll in the group."""
    await story.says(OWNER, f"/poll {line}")
    (row,) = await story.rows("SELECT number, message_id FROM polls ORDER BY number DESC LIMIT 1")
    return row["number"], row["message_id"]


async def granted(story: Story, who: int, amount: int) -> None:
    await story.says(who, "早")
    await story.says(OWNER, f"/grant {who} {amount} 好文章")
