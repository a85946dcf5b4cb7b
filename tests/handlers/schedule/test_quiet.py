"""Stories of quiet hours: what nobody asked for at night waits for the morning, or comes without a sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.lottery.support import opened, presses, said
from tests.handlers.polls.asked import votes
from tests.story import FORUM, MODERATOR, OWNER, YINUO, ZIXUAN, Story, told

HOUR, MINUTE = 3600, 60
NIGHT, MORNING = 11 * HOUR + 30 * MINUTE, 9 * HOUR
"""From noon to half past eleven, and from there beyond eight."""


async def poll(story: Story) -> None:
    await story.says(OWNER, "/poll 去哪 | 山 | 海 | ends 11h20m")
    for who in (YINUO, ZIXUAN):
        await votes(story, who, 0)


async def draw(story: Story) -> None:
    await opened(story, "热茶 | ends 11h20m")
    for who in (YINUO, ZIXUAN):
        await presses(story, who, "参加")


async def event(story: Story) -> None:
    await story.says(MODERATOR, "/event new 守岁 | 2027-01-16 21:10")


async def questions(story: Story) -> None:
    await story.says(OWNER, "/ask open 问问管理员 | 11h20m")
    await story.says(YINUO, "/ask 明年办什么")


async def discussion(story: Story) -> None:
    await story.says(OWNER, "/topic discuss 火锅 | 11h20m")


ENDS = {"poll": poll, "draw": draw, "event": event, "questions": questions, "discussion": discussion}


@pytest.mark.parametrize("matter", ENDS)
async def test_what_ends_by_time_at_night_is_told_in_the_morning(story: Story, matter: str) -> None:
    await story.says(OWNER, "早")
    await ENDS[matter](story)
    await story.passes(11 * HOUR - MINUTE)
    before = [each["message_id"] for each in story.world.sent(FORUM)]
    await story.passes(NIGHT - 11 * HOUR + MINUTE + 2 * HOUR)
    at_night = [each for each in story.world.sent(FORUM) if each["message_id"] not in before]
    assert [each for each in at_night if "document" not in each] == [], "nothing but a draw's list, without a sound"
    await story.passes(MORNING)
    for _ in range(6):  # late votes are waited for
        await story.passes(MINUTE)
    assert len(story.world.sent(FORUM)) > len(before) + len(at_night)


async def test_a_moderators_own_word_is_carried_out_at_night_as_well(story: Story) -> None:
    await story.passes(NIGHT)
    number = await opened(story, "热茶 | ends 5h")
    await presses(story, YINUO, "参加")
    await story.says(OWNER, f"/lottery draw {number}")
    assert "陈一诺" in said(story)
    assert await story.rows("SELECT state FROM lotteries") == [{"state": "announced"}]


async def test_without_quiet_hours_nothing_waits(tmp_path: Path) -> None:
    async with told(tmp_path, '[quiet]\nhours = ""\n') as story:
        await draw(story)
        await story.passes(NIGHT)
        assert await story.rows("SELECT state FROM lotteries") == [{"state": "announced"}]
