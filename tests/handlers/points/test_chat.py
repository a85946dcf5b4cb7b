"""Stories of points as the group sees them: checking in, looking, granting, taking back, in public and in private."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.story import (
    EMMA,
    FORUM,
    HIKE,
    KITCHEN,
    MUYANG,
    NEWCOMER,
    OWNER,
    TSZCHING,
    YINUO,
    ZIXUAN,
    Message,
    Story,
    told,
)

DAY = 86400


def first_number(message: Message) -> int:
    found = re.search(r"\d+", message["text"])
    assert found, message["text"]
    return int(found[0])


class TestCheckingIn:
    @pytest.mark.parametrize("spoken", ["/checkin", "签到", "簽到", "「签到！」", "打卡", "/CheckIn"])
    async def test_however_it_is_said(self, story: Story, spoken: str) -> None:
        answer = await story.says(YINUO, spoken)
        assert "+10" in answer["text"]
        assert "连续 1 天" in answer["text"]
        assert await story.points_of(YINUO) == 10

    async def test_a_second_time_is_told_kindly_when_the_next_may_be(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        answer = await story.says(YINUO, "签到")
        assert "今天已经签过了，连续 1 天" in answer["text"]
        assert re.search(r"(11 小时 5\d|12 小时 0) 分钟", answer["text"])
        assert await story.points_of(YINUO) == 10

    async def test_a_week_ends_with_the_bonus_told(self, story: Story) -> None:
        for _ in range(6):
            await story.says(YINUO, "签到")
            await story.passes(DAY)
        answer = await story.says(YINUO, "签到")
        assert "+36" in answer["text"]
        assert "连续签到 7 天，其中 20 分" in answer["text"]

    async def test_an_anonymous_administrator_is_told_why_not(self, story: Story) -> None:
        answer = await story.says(OWNER, "签到", anonymous=True)
        assert "匿名" in answer["text"]

    async def test_each_group_counts_for_itself(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        assert "+10" in (await story.says(YINUO, "签到", chat=HIKE))["text"]


class TestLooking:
    async def test_the_first_number_is_the_balance_for_others_too(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        said = await story.says(YINUO, "大家早上好")
        assert said == {}
        for asked in ("/points", "积分"):
            assert first_number(await story.says(YINUO, asked)) == 10
        assert first_number(await story.says(ZIXUAN, f"/points {YINUO}")) == 10
        assert "第 1 名" in (await story.says(YINUO, "积分"))["text"]

    async def test_a_stranger_is_unknown_by_name(self, story: Story) -> None:
        assert "@nobody_here" in (await story.says(YINUO, "/points @nobody_here"))["text"]
        assert "没在这个群里见过" in (await story.says(YINUO, "/points 张三"))["text"]

    async def test_the_ledger_turns_its_pages_for_its_owner_alone(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        for number in range(12):
            await story.says(OWNER, f"/grant {YINUO} {number + 1} 第{number}次")
        newest = await story.says(YINUO, "/ledger")
        assert newest["text"].count("#") == 10
        assert "+12　加分：第11次" in newest["text"]
        assert await story.presses(ZIXUAN, "下一页 ›") == {}
        assert "给别人的" in story.toasts(ZIXUAN)[-1]
        older = await story.presses(YINUO, "下一页 ›")
        assert older["text"].count("#") == 3
        assert "签到，连续 1 天\n　围炉" in older["text"]
        assert (await story.presses(YINUO, "‹ 上一页"))["text"] == newest["text"]

    async def test_the_leaderboard_names_a_shared_rank_and_the_askers_own(self, story: Story) -> None:
        for who in (YINUO, ZIXUAN):
            await story.says(who, "签到")
        await story.says(OWNER, f"/grant {ZIXUAN} 5")
        await story.says(OWNER, f"/deduct {ZIXUAN} 5")
        board = await story.says(MUYANG, "排行榜")
        lines = board["text"].splitlines()
        assert [line[:2] for line in lines[1:3]] == ["1.", "1."]
        assert "同分同名次" in board["text"]
        assert "还没上榜" in lines[-1]
        assert "entities" not in board or not [each for each in board["entities"] if each["type"] == "text_mention"]
        week = await story.presses(YINUO, "本周")
        assert "本周积分排行榜" in week["text"]
        assert "第 1 名，10 分" in week["text"].splitlines()[-1]

    @pytest.mark.parametrize(
        ("spoken", "title"),
        [
            ("/top", "积分排行榜"),
            ("/top week", "本周"),
            ("/top 月榜", "本月"),
            ("/top ALL", "积分排行榜"),
            ("/top x", "用法"),
        ],
    )
    async def test_the_period_is_a_word(self, story: Story, spoken: str, title: str) -> None:
        assert title in (await story.says(YINUO, spoken))["text"]

    async def test_a_new_week_begins_an_empty_board(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        await story.passes(2 * DAY)
        assert "还空着" in (await story.says(YINUO, "/top week"))["text"]
        assert "第 1 名" in (await story.says(YINUO, "/top month"))["text"]


class TestInPrivate:
    async def test_with_no_group_in_common_it_says_so(self, story: Story) -> None:
        assert "没在群里见过你" in (await story.says(NEWCOMER, "/points", chat=NEWCOMER))["text"]

    async def test_with_one_group_it_is_that(self, story: Story) -> None:
        await story.says(EMMA, "签到")
        assert first_number(await story.says(EMMA, "/points", chat=EMMA)) == 10

    async def test_with_several_one_is_chosen_by_button(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        await story.says(YINUO, "你好", chat=HIKE)
        assert "哪个群" in (await story.says(YINUO, "积分", chat=YINUO))["text"]
        assert first_number(await story.presses(YINUO, "围炉夜话", chat=YINUO)) == 10

    async def test_the_words_of_the_command_are_kept_meanwhile(self, story: Story) -> None:
        for chat in (FORUM, KITCHEN):
            await story.says(OWNER, "大家好", chat=chat)
        await story.says(TSZCHING, "签到")
        await story.says(OWNER, f"/grant {TSZCHING} 30 写得好", chat=OWNER)
        answer = await story.presses(OWNER, "围炉夜话", chat=OWNER)
        assert "加了 30 分" in answer["text"]
        assert await story.points_of(TSZCHING) == 40

    async def test_checking_in_privately_counts_in_the_group(self, story: Story) -> None:
        await story.says(EMMA, "hello")
        await story.says(EMMA, "/checkin", chat=EMMA)
        assert "今天已经签过了" in (await story.says(EMMA, "签到"))["text"]


class TestTheGroupsOwnRules:
    async def test_its_zone_and_roll_over_decide_the_day(self, tmp_path: Path) -> None:
        extra = '\n[community]\ntimezone = "America/New_York"\nday_starts_at = "04:00"\n'
        async with told(tmp_path, extra) as story:  # 23:00 of the 15th in New York
            assert "连续 1 天" in (await story.says(YINUO, "签到"))["text"]
            await story.passes(4 * 3600)
            assert "已经签过" in (await story.says(YINUO, "签到"))["text"]
            await story.passes(3600)
            assert "连续 2 天" in (await story.says(YINUO, "签到"))["text"]

    async def test_what_it_pays_is_its_own(self, tmp_path: Path) -> None:
        extra = f'\n[groups."{HIKE}".points]\ncheckin_reward = 3\ngrant_max = 20\n'
        async with told(tmp_path, extra) as story:
            assert "+3" in (await story.says(YINUO, "签到", chat=HIKE))["text"]
            assert "+10" in (await story.says(YINUO, "签到"))["text"]
            assert "最多 20" in (await story.says(OWNER, f"/grant {YINUO} 21", chat=HIKE))["text"]


async def test_nothing_is_paid_twice_when_the_bot_begins_again(story: Story) -> None:
    await story.says(YINUO, "签到")
    await story.says(OWNER, f"/grant {YINUO} 5 好")
    await story.restart()
    assert await story.points_of(YINUO) == 15
    assert (await story.rows("SELECT count(*) AS entries FROM ledger"))[0]["entries"] == 2
