"""Stories of the leaderboard that posts itself: when chosen, at its hour, without a sound, once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import GroupSettings, load
from bot.domain.people import Group
from handlers.points.board import due
from tests.story import FORUM, OWNER, YINUO, Message, Story, told

HOUR = 3600


def boards(story: Story) -> list[Message]:
    return [each for each in story.world.sent(FORUM) if "积分排行榜" in each.get("text", "")]


class TestPosting:
    async def test_nothing_is_posted_unless_somebody_chose_so(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        for _ in range(48):
            await story.passes(HOUR)
        assert boards(story) == []

    async def test_the_days_board_in_the_evening_without_a_sound_by_the_card_of_top(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        await story.says(OWNER, "/settings")
        await story.presses(OWNER, "排行榜")
        await story.presses(OWNER, "打开每天发排行榜")
        await story.passes(9 * HOUR - 60)
        assert boards(story) == []
        await story.passes(120)
        [card] = boards(story)
        assert "今日积分排行榜" in card["text"]
        assert "陈一诺　10 分" in card["text"]
        assert "本月积分排行榜" in (await story.presses(YINUO, "本月"))["text"]
        call = next(
            each for each in reversed(story.world.calls) if "积分排行榜" in str(each[1]) and each[0] == "sendMessage"
        )
        assert call[1]["disable_notification"] in (True, "true")

    async def test_the_weeks_board_on_sunday_alone_once_across_a_restart(self, tmp_path: Path) -> None:
        async with told(tmp_path, "board_weekly = true\nboard_hour = 20\n") as story:
            await story.says(YINUO, "签到")
            await story.passes(8 * HOUR + 60)
            assert boards(story) == []
            await story.passes(24 * HOUR)
            await story.restart()
            await story.passes(30)
            assert ["本周积分排行榜" in each["text"] for each in boards(story)] == [True]

    async def test_late_by_an_hour_it_is_posted_late_by_a_night_not_at_all(self, tmp_path: Path) -> None:
        for away, number in ((2, 1), (10, 0)):
            folder = tmp_path / str(away)
            folder.mkdir()
            async with told(folder, "board_daily = true\n") as story:
                await story.says(YINUO, "签到")
                await story.end()
                story.world.clock.advance((9 + away) * HOUR)
                await story.begin()
                await story.passes(1)
                assert len(boards(story)) == number

    async def test_an_empty_board_is_not_posted(self, tmp_path: Path) -> None:
        async with told(tmp_path, "board_daily = true\n") as story:
            await story.passes(9 * HOUR + 60)
            assert boards(story) == []


class TestTheHour:
    @pytest.mark.parametrize(
        ("zone", "at", "expected"),
        [
            ("Asia/Shanghai", "2027-01-16 13:00", ["day"]),
            ("Asia/Shanghai", "2027-01-17 13:00", ["day", "week"]),
            ("Asia/Shanghai", "2027-01-17 14:00", []),
            ("Asia/Kolkata", "2027-01-16 16:00", ["day"]),
            ("Pacific/Kiritimati", "2027-01-16 07:00", ["day"]),
            ("Pacific/Niue", "2027-01-18 08:00", ["day", "week"]),
        ],
    )
    def test_is_the_groups_own(self, tmp_path: Path, zone: str, at: str, expected: list[str]) -> None:
        assert due(Group(-1, "supergroup", timezone=zone), self.settings(tmp_path), at=moment(at)) == expected

    def test_is_never_one_of_the_quiet_ones(self, tmp_path: Path) -> None:
        settings = self.settings(tmp_path, quiet="20:30-08:00")
        assert due(Group(-1, "supergroup"), settings, at=moment("2027-01-16 13:00")) == []

    def settings(self, folder: Path, quiet: str = "") -> GroupSettings:
        path = folder / "config.toml"
        words = f'[telegram]\ntoken = "123456:{"a" * 35}"\n[points]\nboard_daily = true\nboard_weekly = true\n'
        path.write_text(words + f'[quiet]\nhours = "{quiet}"\n')
        path.chmod(0o600)
        return load(path, {}).group(-1)


def moment(words: str) -> int:
    return int(datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=UTC).timestamp())
