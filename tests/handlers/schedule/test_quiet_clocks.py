"""A story of quiet hours where clocks change, in spring and in autumn, and where a group's zone is changed at night."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.story import FORUM, KITCHEN, OWNER, Story, told

ZONED = f'[groups."{FORUM}".community]\ntimezone = "America/New_York"\n'


async def until(story: Story, moment: str) -> None:
    """The world's clock at that moment of UTC, and all that fell due on the way."""
    there = datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp()
    await story.passes(round(there - story.world.clock.exactly()))


def news(story: Story, chat: int = FORUM) -> list[str]:
    return [each["text"] for each in story.world.sent(chat) if "群规" in each.get("text", "") and "✏️" in each["text"]]


async def test_what_waits_comes_at_eight_by_the_clock_of_the_group_whatever_the_clock_does(tmp_path: Path) -> None:
    async with told(tmp_path, ZONED) as story:
        for chat in (FORUM, KITCHEN):
            await story.says(OWNER, "/rules set 好好说话", chat=chat)
        await until(story, "2027-01-16 20:00")

        await until(story, "2027-03-14 04:30")  # half past eleven at night there, clocks go forward at two
        for chat in (FORUM, KITCHEN):
            await story.says(OWNER, "/rules set 春天好好说话", chat=chat)
        assert len(news(story, KITCHEN)) == 1, "half past twelve in Shanghai"
        await until(story, "2027-03-14 11:59:30")
        assert news(story) == []
        await story.restart()
        await until(story, "2027-03-14 12:00:30")
        assert len(news(story)) == 1, "eight in the morning, an hour earlier than the day before"

        await until(story, "2027-11-07 03:30")  # the same in autumn: clocks go back at two
        await story.says(OWNER, "/rules set 秋天好好说话")
        await until(story, "2027-11-07 12:59:30")
        assert len(news(story)) == 1
        await until(story, "2027-11-07 13:00:30")
        assert len(news(story)) == 2

        await until(story, "2027-11-08 05:30")  # at night the file names another zone, where that moment is night too
        await story.says(OWNER, "/rules set 冬天好好说话")
        path = story.config.source
        assert path is not None
        path.write_text(path.read_text().replace("America/New_York", "Pacific/Auckland"))
        assert await story.app.reload.look()
        await story.settle()
        await until(story, "2027-11-08 13:30")
        assert len(news(story)) == 2, "half past two at night in Auckland"
        await until(story, "2027-11-08 18:59:30")
        assert len(news(story)) == 2
        await until(story, "2027-11-08 19:00:30")
        assert len(news(story)) == 3
