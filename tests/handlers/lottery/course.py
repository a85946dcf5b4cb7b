"""The people of a lottery, and who has won it."""

from __future__ import annotations

from tests.story import (
    PEISHAN,
    XIAOMAN,
    YINUO,
    ZIXUAN,
    Story,
)

PEOPLE = (YINUO, ZIXUAN, PEISHAN, XIAOMAN)


HOUR, DAY = 3600, 86400


async def winners_of(story: Story, number: int, *states: str) -> list[int]:
    rows = await story.rows(
        "SELECT user_id, state FROM lottery_places WHERE lottery_id = :id ORDER BY place", id=number
    )
    return [row["user_id"] for row in rows if row["state"] in (states or ("won",))]
