"""Stories of something that came up: one pinned post that grows, and announcements that wait until it is over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.schedule.entries import HOUR, entry, reasons, said
from tests.story import EMMA, FORUM, KITCHEN, MODERATOR, OWNER, YINUO, Message, Story, told


def post(story: Story) -> Message:
    [found] = [each for each in story.world.sent(FORUM) if "服务器挂了" in each.get("text", "")]
    return found


class TestTimeline:
    async def test_one_pinned_post_grows_and_is_unpinned_when_it_is_over(self, story: Story) -> None:
        await story.says(OWNER, "/incident open 服务器挂了")
        pinned = story.world.chats[FORUM].pinned
        assert post(story)["message_id"] in pinned
        assert "管理员正在处理" in post(story)["text"]
        await story.passes(300)
        assert "已补充" in (await story.says(OWNER, "/incident update 在重启 <b>"))["text"]
        assert "12:05　在重启 <b>" in post(story)["text"]
        await story.says(OWNER, "/incident close 好了")
        assert "（已结束）" in post(story)["text"]
        assert post(story)["text"].endswith("好了")
        assert post(story)["message_id"] not in story.world.chats[FORUM].pinned

    async def test_only_one_at_a_time_and_another_group_has_its_own(self, story: Story) -> None:
        await story.says(OWNER, "/incident open 服务器挂了")
        assert "已经有一条通报" in (await story.says(OWNER, "/incident open 又挂了"))["text"]
        await story.says(OWNER, "/incident open 停水", chat=KITCHEN)
        assert len(await story.rows("SELECT * FROM incidents WHERE closed_at = 0")) == 2
        await story.says(OWNER, "/incident close")
        await story.says(OWNER, "/incident open 又来了")
        assert len(await story.rows("SELECT * FROM incidents WHERE closed_at = 0")) == 2

    @pytest.mark.parametrize("words", ["update 好了", "close", ""])
    async def test_with_nothing_open_it_says_so(self, story: Story, words: str) -> None:
        assert "没有进行中的通报" in (await story.says(OWNER, f"/incident {words}"))["text"]

    @pytest.mark.parametrize("words", ["open", "update  ", "什么"])
    async def test_a_form_that_is_none_is_answered_with_the_form(self, story: Story, words: str) -> None:
        assert "用法：/incident" in (await story.says(OWNER, f"/incident {words}"))["text"]

    async def test_members_are_refused_and_it_is_logged(self, story: Story) -> None:
        assert "只有管理员" in (await story.says(YINUO, "/incident open 服务器挂了"))["text"]
        await story.says(OWNER, "/incident open 服务器挂了")
        await story.says(OWNER, "/incident close")
        assert [row["deed"] for row in await story.rows("SELECT deed FROM audit")] == [
            "incident_open",
            "incident_close",
        ]

    async def test_a_long_timeline_shows_its_end(self, story: Story) -> None:
        await story.says(OWNER, "/incident open 服务器挂了")
        for number in range(14):
            await story.says(OWNER, f"/incident update 第{number}步")
        assert "前面还有 4 条" in post(story)["text"]
        assert "第13步" in post(story)["text"]
        assert "第3步" not in post(story)["text"]

    async def test_in_private_it_is_told_of_the_group(self, story: Story) -> None:
        await story.says(OWNER, "/incident open 服务器挂了")
        await story.says(MODERATOR, "早")
        await story.says(EMMA, "早")
        assert "服务器挂了" in (await story.says(MODERATOR, "/incident", chat=MODERATOR))["text"]


class TestHolding:
    async def test_what_is_not_urgent_waits_and_follows_within_ten_minutes(self, tmp_path: Path) -> None:
        entries = entry("午安", 'at = "2027-01-16 13:00"') + entry(
            "要紧", 'at = "2027-01-16 13:00"', 'text = "要紧的"', "urgent = true"
        )
        async with told(tmp_path, entries) as story:
            await story.says(OWNER, "/incident open 服务器挂了")
            await story.passes(HOUR)
            assert "到点了" not in said(story)
            assert "要紧的" in said(story)
            assert "incident" in await reasons(story)
            assert "有未结束的通报" in (await story.says(OWNER, "/schedule"))["text"]
            await story.passes(1200)
            assert "到点了" not in said(story)
            await story.says(OWNER, "/incident close")
            await story.passes(600)
            assert said(story).count("到点了") == 1

    async def test_another_group_does_not_wait(self, tmp_path: Path) -> None:
        async with told(tmp_path, entry("午安", 'at = "2027-01-16 13:00"', chats="")) as story:
            await story.says(OWNER, "早", chat=KITCHEN)
            await story.says(OWNER, "/incident open 服务器挂了")
            await story.passes(HOUR)
            assert said(story, KITCHEN) == ["到点了"]
            assert "到点了" not in said(story)

    async def test_what_would_not_be_late_is_dropped_and_told_so(self, tmp_path: Path) -> None:
        entries = entry("午安", 'at = "2027-01-16 13:00"', 'text = "到点了"', 'missed = "skip"')
        async with told(tmp_path, entries) as story:
            await story.says(OWNER, "/incident open 服务器挂了")
            await story.passes(HOUR)
            await story.says(OWNER, "/incident close")
            await story.passes(600)
            assert "到点了" not in said(story)
            assert await reasons(story) == ["missed"]

    async def test_an_announcement_by_hand_is_told_of_it_and_goes_out_all_the_same(self, story: Story) -> None:
        assert "未结束的通报" not in (await story.says(OWNER, "/announce 今晚停机"))["text"]
        await story.says(OWNER, "/incident open 服务器挂了")
        assert "「围炉夜话」正在处理突发情况" in (await story.says(OWNER, "/announce 今晚停机"))["text"]
        await story.presses(OWNER, "发出")
        assert "今晚停机" in said(story)
