"""A group with newcomers who go on differently, for what counts say of them."""

from __future__ import annotations

from collections.abc import Sequence

from playground.world.places import add_person
from tests.story import FORUM, OWNER, Story

DAY = 86_400


async def live(story: Story, *, days: int = 12) -> list[int]:
    """Twelve come on the first day: all but two speak at once, six on the next day, four a week on; three check in."""
    came = [add_person(story.world, f"新人{number}").id for number in range(12)]
    for number, who in enumerate(came):
        story.world.join(who, FORUM, by=OWNER if number % 2 else None)
    await story.settle()
    await talk(story, came[:10])
    for who in came[:3]:
        await story.says(who, "签到")
    await story.passes(DAY)
    await talk(story, came[:6])
    await story.passes(6 * DAY)
    await talk(story, came[:4])
    await story.passes((days - 7) * DAY)
    return came


async def talk(story: Story, people: Sequence[int]) -> None:
    with story.unheard():
        for who in people:
            await story.does(who, "say", chat_id=FORUM, text="今天天气真不错啊")
    await story.settle()
