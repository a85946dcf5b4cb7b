"""Stories of boards: today's, the newcomers', and of those who would rather not be seen."""

from __future__ import annotations

from tests.story import FORUM, NEWCOMER, OWNER, YINUO, ZIXUAN, Story

DAY = 86400


class TestToday:
    async def test_yesterday_does_not_count(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        await story.passes(DAY)
        await story.says(ZIXUAN, "签到")
        board = (await story.says(ZIXUAN, "/top 今日"))["text"]
        assert "1. 王子轩　10 分" in board
        assert "陈一诺" not in board
        assert "第 1 名，10 分" in board


class TestNewcomers:
    async def test_those_of_thirty_days_by_what_they_ever_won(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        await story.passes(31 * DAY)
        await story.does(NEWCOMER, "join", chat_id=FORUM)
        await story.says(NEWCOMER, "签到")
        board = (await story.says(YINUO, "/top new"))["text"]
        assert board.count("10 分") == 1
        assert "陈一诺 还没上榜" in board


class TestKeepingOff:
    async def test_whoever_hides_is_on_no_board_and_counts_for_nobodys_rank(self, story: Story) -> None:
        for who in (YINUO, ZIXUAN):
            await story.says(who, "签到")
        await story.says(OWNER, f"/grant {YINUO} 50")
        assert "不再出现你的名字" in (await story.says(YINUO, "/top hide"))["text"]
        for board in ("", "day", "week", "month", "new"):
            seen = (await story.says(ZIXUAN, f"/top {board}".strip()))["text"]
            assert "陈一诺" not in seen
            assert "王子轩：第 1 名" in seen
        assert "你已隐身" in (await story.says(YINUO, "/top"))["text"]
        await story.says(YINUO, "/top 上榜")
        assert "1. 陈一诺　60 分" in (await story.says(ZIXUAN, "/top"))["text"]
