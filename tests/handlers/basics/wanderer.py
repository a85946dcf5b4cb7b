"""A member who lives in the group and goes."""

from __future__ import annotations

from playground.world.values import Person
from tests.story import FORUM, OWNER, Story

WANDERER = 734_191_582_637


NAME, USERNAME = "漂泊的青鸟", "wandering_bluebird"


DAY = 86400


async def arrives(story: Story) -> None:
    """A member whose id and name are to be found nowhere by chance."""
    story.world.people[WANDERER] = Person(WANDERER, NAME, username=USERNAME, language_code="zh-hans")
    await story.does(WANDERER, "join", chat_id=FORUM)
    await story.says(WANDERER, "大家好", chat=FORUM)


async def lives(story: Story) -> None:
    """Something in every room: points, a streak, words of a moderator, a private chat."""
    await arrives(story)
    await story.says(WANDERER, "/start", chat=WANDERER)
    await story.says(WANDERER, "签到")
    await story.says(OWNER, f"/grant {WANDERER} 30 给{NAME}的诗")
    await story.says(OWNER, f"/deduct {WANDERER} 5 {NAME}刷屏")
