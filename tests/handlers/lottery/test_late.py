"""Stories of a result that Telegram would not take for long: nobody loses a prize that they were never named for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground.world.faults import Weather
from tests.handlers.lottery.support import opened, presses, said
from tests.story import FORUM, YINUO, ZIXUAN, Story, told

HOUR = 3600


@pytest.fixture
async def drawn(tmp_path: Path) -> AsyncIterator[Story]:
    """Two took part for one prize, to be claimed within an hour; the draw meets a group that answers 500 alone."""
    async with told(tmp_path) as story:
        for who in (YINUO, ZIXUAN):
            await story.says(who, "早")
        await opened(story, "锅 x1 | ends 1h | claim 1h | reserves 1")
        for who in (YINUO, ZIXUAN):
            await presses(story, who, "参加")
        story.world.faults.set(Weather("errors"), chat_id=FORUM)
        await story.passes(HOUR + 1)
        yield story


async def states(story: Story) -> list[str]:
    return [row["state"] for row in await story.rows("SELECT state FROM lottery_places ORDER BY place")]


async def test_the_time_to_claim_begins_when_the_group_can_read_who_won(drawn: Story) -> None:
    await drawn.passes(30 * HOUR)
    assert await states(drawn) == ["won", "reserve"], "a prize lapsed that nobody was named for"
    drawn.world.faults.set(Weather(), chat_id=FORUM)
    await drawn.restart()
    assert "锅" in said(drawn)
    assert "1月17日 20:00 截止" in said(drawn)
    await drawn.passes(HOUR - 120)
    (winner,) = await drawn.rows("SELECT user_id FROM lottery_places WHERE state = 'won'")
    await presses(drawn, winner["user_id"], "领奖")
    assert "claimed" in await states(drawn)


async def test_it_ends_as_ever_once_they_were_named(drawn: Story) -> None:
    drawn.world.faults.set(Weather(), chat_id=FORUM)
    await drawn.restart()
    await drawn.passes(HOUR + 120)
    assert (await states(drawn))[0] == "lapsed"
