"""Stories of how lotteries end: drawn, extended, called off, and what can be read afterwards."""

from __future__ import annotations

import re

from bot.domain.lottery.record import faults
from tests.handlers.lottery.course import HOUR, PEOPLE, winners_of
from tests.handlers.lottery.support import (
    opened,
    points_of,
    presses,
    record_of,
    said,
    state_of,
)
from tests.story import (
    FORUM,
    KITCHEN,
    MODERATOR,
    OWNER,
    YINUO,
    ZIXUAN,
    Story,
)


class TestEnding:
    async def test_when_enough_are_in(self, story: Story) -> None:
        number = await opened(story, "围巾 | ends 2 people")
        await presses(story, YINUO, "参加")
        assert await state_of(story, number) == "open"
        await presses(story, ZIXUAN, "参加")
        assert await state_of(story, number) == "announced"

    async def test_by_hand_and_only_with_someone_in(self, story: Story) -> None:
        number = await opened(story, "围巾")
        assert "还没有人参加" in (await story.says(OWNER, f"/lottery draw {number}"))["text"]
        await presses(story, YINUO, "参加")
        await story.says(MODERATOR, f"/lottery 开奖 #{number}")
        assert await state_of(story, number) == "announced"
        assert "已经截止" in (await story.says(OWNER, f"/lottery draw {number}"))["text"]
        assert "不能取消" in (await story.says(OWNER, f"/lottery cancel {number}"))["text"]

    async def test_too_few_and_everybody_has_their_points_again(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        number = await opened(story, "围巾 | ends 1h | least 2 | price 10")
        await presses(story, YINUO, "参加")
        await story.passes(HOUR + 5)
        assert await state_of(story, number) == "cancelled"
        await story.passes(5)
        assert await points_of(story, YINUO) == 10
        assert "的人不够" in said(story)

    async def test_too_few_and_it_goes_on_for_longer(self, story: Story) -> None:
        number = await opened(story, "围巾 | ends 1h | least 2 | extend 1h")
        await presses(story, YINUO, "参加")
        await story.passes(HOUR + 5)
        assert await state_of(story, number) == "open"
        assert "再等 1 小时" in said(story)
        await presses(story, ZIXUAN, "参加")
        await story.passes(HOUR + 1)
        assert await state_of(story, number) == "announced"

    async def test_cancelled_by_a_moderator_gives_everything_back(self, story: Story) -> None:
        for who in PEOPLE:
            await story.says(who, "签到")
        number = await opened(story, "围巾 | price 7")
        for who in PEOPLE:
            await presses(story, who, "参加")
        await story.says(OWNER, f"/lottery cancel {number}")
        await story.passes(5)
        assert [await points_of(story, who) for who in PEOPLE] == [10] * 4
        assert await story.rows("SELECT balance FROM balances WHERE account = -1") == [{"balance": 0}]

    async def test_a_draw_spends_the_price(self, story: Story) -> None:
        await story.says(YINUO, "签到")
        number = await opened(story, "围巾 | price 7")
        await presses(story, YINUO, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        assert await points_of(story, YINUO) == 3
        assert await story.rows("SELECT balance FROM balances WHERE account = -1") == [{"balance": 0}]

    async def test_who_left_the_group_is_not_in_the_list_and_is_paid_back(self, story: Story) -> None:
        for who in (YINUO, ZIXUAN):
            await story.says(who, "签到")
        number = await opened(story, "围巾 | price 7")
        for who in (YINUO, ZIXUAN):
            await presses(story, who, "参加")
        await story.does(ZIXUAN, "leave", chat_id=FORUM)
        await story.says(OWNER, f"/lottery draw {number}")
        await story.passes(5)
        assert len(record_of(story, number)["entrants"]) == 1
        assert await winners_of(story, number) == [YINUO]
        assert await points_of(story, ZIXUAN) == 10

    async def test_a_value_from_the_world_is_awaited_after_the_list_is_out(self, story: Story) -> None:
        number = await opened(story, "围巾 | public 明晚双色球红球")
        await presses(story, YINUO, "参加")
        await story.says(OWNER, f"/lottery draw {number} 太早了")
        assert await state_of(story, number) == "frozen"
        assert "只等公开号码：明晚双色球红球" in said(story)
        assert "写在编号后面" in (await story.says(OWNER, f"/lottery draw {number}"))["text"]
        await story.says(OWNER, f"/lottery draw {number} 03 09 14")
        record = record_of(story, number)
        assert record["public"] == {"source": "明晚双色球红球", "value": "03 09 14"}
        assert faults(record) == []


class TestAfterwards:
    async def test_a_prize_is_claimed_and_the_result_says_so(self, story: Story) -> None:
        number = await opened(story, "围巾")
        await presses(story, YINUO, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        assert re.search("没有你要领的奖|沒有你要領的獎", await presses(story, ZIXUAN, "领奖"))
        assert "领到了：围巾" in await presses(story, YINUO, "领奖")
        assert "已领" in said(story)
        assert await state_of(story, number) == "settled"
        course = (await story.says(ZIXUAN, f"/lottery {number}"))["text"]
        for what in ("密钥的指纹已公布", "公布名单", "抽出 1 位", "领奖", "结束"):
            assert what in course

    async def test_unclaimed_it_goes_to_the_next_reserve_and_late_is_late(self, story: Story) -> None:
        number = await opened(story, "围巾 | reserves 1 | claim 2h")
        for who in (YINUO, ZIXUAN):
            await presses(story, who, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        ((winner,), (reserve,)) = await winners_of(story, number), await winners_of(story, number, "reserve")
        await story.passes(2 * HOUR + 5)
        assert "轮到候补" in said(story)
        assert "领奖时间已过" in await presses(story, winner, "领奖")
        assert "领到了" in await presses(story, reserve, "领奖")
        assert await state_of(story, number) == "settled"

    async def test_unclaimed_without_reserves_it_is_over(self, story: Story) -> None:
        number = await opened(story, "围巾 | claim 1h")
        await presses(story, YINUO, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        await story.passes(HOUR + 5)
        assert await state_of(story, number) == "settled"
        assert "没有候补了" in said(story)

    async def test_a_winner_the_bot_may_write_to_hears_of_it_in_private_as_well(self, story: Story) -> None:
        await story.says(YINUO, "/start", chat=YINUO)
        number = await opened(story, "围巾")
        await presses(story, YINUO, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        assert f"抽奖 #{number}" in story.world.sent(YINUO)[-1]["text"]
        assert "领到了" in await presses(story, YINUO, "领奖", chat=YINUO)
        assert "已领" in said(story)

    async def test_a_migrated_group_keeps_its_lottery(self, story: Story) -> None:
        chat = -1001
        number = await opened(story, "围巾 | ends 2h | phrase 爬山去", chat=chat)
        await presses(story, YINUO, "参加", chat=chat)
        await story.does(OWNER, "migrate", chat_id=chat)
        new = next(each for each in story.world.chats if each not in (FORUM, KITCHEN, chat) and each < -100000)
        await story.says(ZIXUAN, "爬山去", chat=new)
        await story.passes(2 * HOUR + 5)
        assert len(record_of(story, number, chat=new)["entrants"]) == 2
