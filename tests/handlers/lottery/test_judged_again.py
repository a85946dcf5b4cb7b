"""Stories of conditions judged once more at the draw, and of times they hold for."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import rehearse
from tests.handlers.lottery.fitting import DAY, HOUR, granted, polled
from tests.handlers.lottery.support import opened, points_of, presses, record_of, said, state_of
from tests.story import FORUM, NOON, OWNER, YINUO, ZIXUAN, Story, told


class TestJudgedAgain:
    @pytest.mark.parametrize(
        ("line", "spoils"),
        [
            ("points 5", "deduct"),
            ("unwarned 7d", "warn"),
            ("poll 1", "retract"),
        ],
    )
    async def test_who_fits_no_longer_is_left_out_of_the_draw_and_paid_back(
        self, story: Story, line: str, spoils: str
    ) -> None:
        _, message = await polled(story)
        for who in (YINUO, ZIXUAN):
            await granted(story, who, 20)
            await story.does(who, "vote", chat_id=FORUM, message_id=message, options=[0])
        number = await opened(story, f"围巾 | price 3 | if {line}")
        for who in (YINUO, ZIXUAN):
            await presses(story, who, "参加")
        if spoils == "retract":
            await story.does(YINUO, "vote", chat_id=FORUM, message_id=message, options=[])
        else:
            amount = " 15" if spoils == "deduct" else ""
            await story.says(OWNER, f"/{spoils} {YINUO}{amount} 太吵")
        before = await points_of(story, YINUO)
        await story.says(OWNER, f"/lottery draw {number}")
        await story.passes(3)
        assert len(record_of(story, number)["entrants"]) == 1
        assert await points_of(story, YINUO) == before + 3
        assert await points_of(story, ZIXUAN) == 17
        assert "截止时有条件没达到" in await presses(story, YINUO, "我的名单代号")

    async def test_all_of_several_must_hold(self, story: Story) -> None:
        number, message = await polled(story)
        await opened(story, f"围巾 | if level 银卡, poll {number}、unwarned 3d且member 1d")
        await granted(story, YINUO, 500)
        await story.says(OWNER, f"/warn {YINUO}")
        await story.passes(DAY + 5)
        assert f"先去投票 #{number}" in await presses(story, YINUO, "参加")
        await story.does(YINUO, "vote", chat_id=FORUM, message_id=message, options=[0])
        assert "再过 2 天" in await presses(story, YINUO, "参加")


class TestOnTime:
    ENTRY = '[[schedule]]\nname = "周末抽奖"\nchats = [{chat}]\nat = "2027-01-16 13:00"\nopen_lottery = "{line}"\n'

    async def test_a_line_of_the_schedule_opens_one_once(self, tmp_path: Path) -> None:
        extra = self.ENTRY.format(chat=FORUM, line="热茶 x2 | title 暖炉 | ends 2h | if level 银卡") + "pin = true\n"
        async with told(tmp_path, extra) as story:
            await granted(story, YINUO, 500)
            await story.passes(HOUR)
            await story.restart()
            assert "暖炉" in said(story)
            assert "1月16日 15:00 开奖" in said(story)
            assert "参加成功" in await presses(story, YINUO, "参加")
            await story.passes(2 * HOUR + 5)
            assert await state_of(story, 1) == "announced"
            assert await story.rows("SELECT count(*) AS n FROM lotteries") == [{"n": 1}]
            assert "已发" in (await story.says(OWNER, "/schedule"))["text"]

    async def test_what_cannot_be_opened_is_told_to_the_moderators_alone(self, tmp_path: Path) -> None:
        async with told(tmp_path, self.ENTRY.format(chat=FORUM, line="热茶 | if poll 7")) as story:
            await story.says(OWNER, "/start", chat=OWNER)
            await story.says(OWNER, "/settings")
            before = said(story)
            await story.passes(HOUR)
            assert "没能发起：这个群里没有投票 #7" in said(story, OWNER)
            assert said(story) == before

    async def test_a_rehearsal_of_the_schedule_asks_telegram_nothing(self, tmp_path: Path) -> None:
        extra = self.ENTRY.format(chat=FORUM, line="热茶 | title 暖炉 | ends 2h | if chat @far_away_house")
        async with told(tmp_path, extra) as story:
            lines: list[str] = []
            await rehearse(story.config, first=NOON, last=NOON + HOUR, tell=lines.append)
            assert ["暖炉" in each and "@far_away_house" in each for each in lines] == [True]
