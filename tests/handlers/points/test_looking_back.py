"""Stories of looking back and being reminded: the calendar of a month, a word before the day ends, the sums."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handlers.checkin.calendar import PageTurn, picture
from storage.points.ledger_check import audit
from tests.story import FORUM, KITCHEN, MODERATOR, OWNER, YINUO, ZIXUAN, Story, told

DAY, HOUR = 86400, 3600


class TestTheCalendar:
    async def test_each_day_has_its_square(self, tmp_path: Path) -> None:
        async with told(tmp_path, "makeup_price = 5\n") as story:
            await story.says(YINUO, "签到")
            await story.passes(2 * DAY)
            await story.says(YINUO, "签到")
            await story.says(YINUO, "补签")
            await story.presses(YINUO, "补签")
            await story.passes(DAY)
            card = await story.says(YINUO, "签到日历")
            assert "photo" in card
            assert card["caption"] == "2027年1月　签到 3 天，连续 3 天"

    async def test_where_no_pictures_may_be_sent_the_month_stands_in_words(self, story: Story) -> None:
        member = story.world.chats[KITCHEN].members[story.world.bot.id]
        member.status, member.rights = "member", frozenset()
        story.world.chats[KITCHEN].permissions -= {"can_send_photos"}
        await story.says(OWNER, "签到", chat=KITCHEN)
        await story.passes(2 * DAY)
        shown = (await story.says(OWNER, "签到日历", chat=KITCHEN))["text"]
        # The 16th was a Saturday; today, the 18th, is still open.
        assert shown.splitlines()[-4:-2] == ["▫️▫️▫️▫️▫️🟩⬜", "🔲"]

    async def test_in_private_it_comes_for_the_group_that_is_chosen(self, story: Story) -> None:
        for chat in (FORUM, KITCHEN):
            await story.says(OWNER, "签到", chat=chat)
        await story.says(OWNER, "/calendar", chat=OWNER)
        await story.presses(OWNER, story.world.chats[KITCHEN].title, chat=OWNER)
        assert "photo" in story.world.sent(OWNER)[-1]

    @pytest.mark.parametrize(("today", "before", "days"), [((2028, 2, 29), 1, 29), ((2027, 2, 3), 0, 28)])
    def test_the_picture_has_the_whole_month_and_each_day_its_state(
        self, today: tuple[int, int, int], before: int, days: int
    ) -> None:
        now = date(*today).toordinal()
        month = picture(PageTurn("一诺", now, now - 1, {now - 1: True, now: False}, 2))
        assert (month.before, len(month.days)) == (before, days)
        states = {each.number: each.state for each in month.days}
        assert states[today[2]] == "done"
        assert states[today[2] - 1] == "made_up"
        assert all(state == "rest" for number, state in states.items() if number < today[2] - 1)
        assert all(state == "ahead" for number, state in states.items() if number > today[2])
        assert [each.number for each in month.days if each.is_today] == [today[2]]


class TestReminders:
    async def test_a_word_in_private_only_while_the_day_is_open(self, story: Story) -> None:
        await story.says(YINUO, "/start", chat=YINUO)
        assert "三小时" in (await story.says(YINUO, "/remind"))["text"]
        before = len(story.world.sent(YINUO))
        await story.passes(10 * HOUR)
        assert "还没签到" in story.world.sent(YINUO)[-1]["text"]
        await story.passes(12 * HOUR)
        await story.says(YINUO, "签到")
        await story.passes(12 * HOUR)
        assert len(story.world.sent(YINUO)) == before + 1

    async def test_off_again(self, story: Story) -> None:
        await story.says(YINUO, "/start", chat=YINUO)
        await story.says(YINUO, "/remind")
        assert "已关闭" in (await story.says(YINUO, "/remind"))["text"]
        before = len(story.world.sent(YINUO))
        await story.passes(2 * DAY)
        assert len(story.world.sent(YINUO)) == before

    async def test_whom_the_bot_cannot_reach_is_told_how(self, story: Story) -> None:
        assert "开始私聊" in (await story.says(ZIXUAN, "/remind"))["text"]


class TestTheSums:
    async def test_operators_see_what_was_made_and_spent(self, tmp_path: Path) -> None:
        async with told(tmp_path, f"[access]\noperators = [{OWNER}]\n") as story:
            await story.says(YINUO, "在呢")
            await story.says(OWNER, f"/grant {YINUO} 100")
            await story.says(OWNER, "/shop new 票 | price 30 | stock 1")
            await story.says(YINUO, "/redeem 1")
            await story.says(OWNER, f"/deduct {YINUO} 10")
            sums = (await story.says(OWNER, "/economy"))["text"]
            assert "近 7 天：发出 100 分，收回 10 分，花掉 30 分" in sums
            assert "现存 60 分，1 人持有，前十名占 100%" in sums
            assert "只有运营者" in (await story.says(MODERATOR, "/economy"))["text"]

    async def test_the_forgotten_and_what_is_undone_leave_the_sums_right(self, tmp_path: Path) -> None:
        async with told(tmp_path, f"[access]\noperators = [{OWNER}]\n") as story:
            for who in (YINUO, ZIXUAN):
                await story.says(who, "签到")
            await story.says(OWNER, f"/grant {YINUO} 90")
            await story.says(OWNER, f"/grant {ZIXUAN} 5")
            await story.says(OWNER, "/undo 4")
            await story.says(ZIXUAN, "/forgetme", chat=ZIXUAN)
            await story.presses(ZIXUAN, "确认删除", chat=ZIXUAN)
            sums = (await story.says(OWNER, "/economy"))["text"]
            assert "发出 115 分，收回 5 分，花掉 0 分" in sums
            assert "现存 100 分，1 人持有" in sums
            assert await audit(story.app.database.reads) == []

    async def test_the_nightly_audit_finds_sums_that_are_wrong(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        async with story.app.database.unit() as unit:
            await unit.run("UPDATE flows SET made = made + 1, spent = 2")
            await unit.run("UPDATE scores SET points = 7")
        found = {(each.what, each.kept, each.summed) for each in await audit(story.app.database.reads)}
        assert found == {("made", 11, 10), ("spent", 2, 0), ("score", 7, 10)}
