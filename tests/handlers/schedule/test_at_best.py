"""`at_best`: what is due waits for the hour in which most people talk, where that is known and not past."""

from __future__ import annotations

from pathlib import Path

from tests.handlers.insights.town import talk
from tests.story import FORUM, MUYANG, PEISHAN, TSZCHING, YINUO, ZIXUAN, Story, told

FIVE = (YINUO, ZIXUAN, PEISHAN, MUYANG, TSZCHING)
HOUR, DAY = 3600, 86_400
ENTRY = f"""
[[schedule]]
name = "预告"
chats = [{FORUM}]
when = "每天 17:00"
at_best = "evening"
text = "今晚读书会"
"""


def sent(story: Story) -> int:
    return sum(each.get("text") == "今晚读书会" for each in story.world.sent(FORUM))


async def test_it_waits_for_the_hour_in_which_most_people_talk_there(tmp_path: Path) -> None:
    async with told(tmp_path, ENTRY) as story:
        await story.passes(5 * HOUR)  # 17:00: nothing is known yet
        assert sent(story) == 1
        await story.passes(3 * HOUR)
        await talk(story, FIVE)
        await story.passes(21 * HOUR)  # 17:00 of the next day
        assert sent(story) == 1
        held = await story.rows("SELECT reason FROM schedule_runs WHERE state = 'held'")
        assert held == [{"reason": "best"}]
        await story.passes(2 * HOUR)
        assert sent(story) == 1
        await story.passes(HOUR)  # 20:00
        assert sent(story) == 2


async def test_an_hour_that_is_past_keeps_nothing_waiting(tmp_path: Path) -> None:
    async with told(tmp_path, ENTRY.replace("17:00", "21:00")) as story:
        await story.passes(8 * HOUR)
        await talk(story, FIVE)  # 20:00
        await story.passes(HOUR)
        await story.passes(DAY)
        assert sent(story) == 2
