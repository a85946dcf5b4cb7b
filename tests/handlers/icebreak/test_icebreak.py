"""Stories of ice-breakers: only where a group is quieter than it usually is, in turn, and every third day at most."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.story import FORUM, OWNER, YINUO, Story, told

LINES = ("今天最想吃什么？", "说一件今天的小事")
DAY = 86400


@pytest.fixture
async def bank(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, f'[icebreak]\nlines = ["{LINES[0]}", "{LINES[1]}"]\n') as story:
        await story.says(YINUO, "早")
        yield story


async def talked(story: Story, *, messages: int, days: int = 14) -> None:
    """As many days before today as the group is measured by."""
    async with story.app.database.unit() as unit:
        row = await unit.one("SELECT max(day) AS day FROM activity")
        assert row is not None
        for back in range(1, days + 1):
            await unit.run(
                "INSERT INTO activity (chat_id, day, user_id, messages) VALUES (:chat_id, :day, :user_id, :n) "
                "ON CONFLICT DO NOTHING",
                {"chat_id": FORUM, "day": row["day"] - back, "user_id": YINUO, "n": messages},
            )


def said(story: Story) -> list[str]:
    return [each["text"] for each in story.world.sent(FORUM) if each.get("text") in LINES]


async def test_a_quiet_day_hears_one_line_and_three_days_later_the_next(bank: Story) -> None:
    await talked(bank, messages=40)
    await bank.passes(7 * 3600 + 60)
    assert said(bank) == [LINES[0]]
    await bank.restart()
    await bank.passes(1800)
    await bank.passes(DAY)
    assert said(bank) == [LINES[0]]
    for _ in range(2):
        await bank.passes(DAY)
    assert said(bank) == list(LINES)


async def test_a_group_that_talks_as_ever_or_never_did_is_left_in_peace(bank: Story) -> None:
    await bank.passes(7 * 3600 + 60)
    assert said(bank) == [], "it has no measure of its own"
    await talked(bank, messages=25)
    await bank.passes(DAY - 3 * 3600)
    for number in range(15):
        await bank.says(OWNER, f"第{number}句")
    await bank.passes(3 * 3600)
    assert said(bank) == []
