"""Stories of those who are not there any more, or not as before: gone, banned, forgotten, out of reach, or moved."""

from __future__ import annotations

import pytest

from bot.domain.lottery.record import faults
from tests.handlers.lottery.support import opened, points_of, presses, record_of, said, state_of
from tests.story import FORUM, KITCHEN, MODERATOR, OWNER, YINUO, ZIXUAN, Story

HOUR = 3600
HOUSE = "SELECT coalesce(sum(balance), 0) AS held FROM balances WHERE account = -1"


async def entered(story: Story, line: str, *people: int) -> int:
    for who in people:
        await story.says(who, "签到")
    number = await opened(story, line)
    for who in people:
        await presses(story, who, "参加")
    return number


async def forgotten(story: Story, who: int) -> None:
    await story.does(who, "say", chat_id=who, text="/forgetme")
    message = story.world.sent(who)[-1]
    data = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await story.does(who, "press", chat_id=who, message_id=message["message_id"], data=data)
    assert await story.rows("SELECT 1 FROM lottery_entries WHERE user_id = :who", who=who) == []


async def leaves(story: Story, who: int, how: str) -> None:
    match how:
        case "left":
            await story.does(who, "leave", chat_id=FORUM)
        case "banned":
            await story.does(OWNER, "ban", chat_id=FORUM, user_id=who)
        case _:
            await forgotten(story, who)


async def holder_of(story: Story, number: int) -> list[int]:
    rows = await story.rows(
        "SELECT user_id FROM lottery_places WHERE lottery_id = :id AND state IN ('won', 'claimed')", id=number
    )
    return [row["user_id"] for row in rows]


class TestBeforeTheDraw:
    @pytest.mark.parametrize("how", ["left", "banned", "forgotten"])
    async def test_they_are_not_in_the_list_and_no_price_stays_behind(self, story: Story, how: str) -> None:
        number = await entered(story, "围巾 | price 4", YINUO, ZIXUAN)
        await leaves(story, YINUO, how)
        await story.says(OWNER, f"/lottery draw {number}")
        await story.passes(3)
        assert len(record_of(story, number)["entrants"]) == 1
        assert await holder_of(story, number) == [ZIXUAN]
        assert await story.rows(HOUSE) == [{"held": 0}]
        assert await points_of(story, ZIXUAN) == 6
        if how != "forgotten":
            assert await points_of(story, YINUO) == 10

    async def test_who_is_forgotten_is_out_at_once_and_takes_the_price_along(self, story: Story) -> None:
        number = await entered(story, "围巾 | price 4", YINUO)
        await leaves(story, YINUO, "forgotten")
        assert await story.rows("SELECT entrants FROM lotteries WHERE id = :id", id=number) == [{"entrants": 0}]
        assert await story.rows(HOUSE) == [{"held": 0}]

    @pytest.mark.parametrize("how", ["left", "banned"])
    async def test_with_nobody_left_it_is_cancelled(self, story: Story, how: str) -> None:
        number = await entered(story, "围巾 | price 4", YINUO)
        await leaves(story, YINUO, how)
        await story.says(OWNER, f"/lottery draw {number}")
        await story.passes(3)
        assert await state_of(story, number) == "cancelled"
        assert await story.rows(HOUSE) == [{"held": 0}]


class TestAfterTheDraw:
    @pytest.mark.parametrize("how", ["left", "banned", "forgotten"])
    async def test_a_winner_who_is_gone_passes_the_prize_on(self, story: Story, how: str) -> None:
        number = await entered(story, "围巾 | reserves 1 | claim 1h", YINUO, ZIXUAN)
        await story.says(OWNER, f"/lottery draw {number}")
        (winner,) = await holder_of(story, number)
        other = ZIXUAN if winner == YINUO else YINUO
        await leaves(story, winner, how)
        await story.passes(HOUR + 5)
        assert await holder_of(story, number) == [other]
        assert "已经离群，「围巾」轮到候补" in said(story)
        assert "领到了" in await presses(story, other, "领奖")
        assert "抽中但已离群，跳过" in said(story)
        assert "跳过" in (await story.says(OWNER, f"/lottery {number}"))["text"]
        assert faults(record_of(story, number)) == []

    async def test_a_reserve_who_is_gone_is_passed_over(self, story: Story) -> None:
        number = await entered(story, "围巾 | reserves 2 | claim 1h", YINUO, ZIXUAN, MODERATOR)
        await story.says(OWNER, f"/lottery draw {number}")
        rows = await story.rows("SELECT user_id FROM lottery_places ORDER BY place")
        _, first, second = [row["user_id"] for row in rows]
        await (leaves(story, first, "left") if first != MODERATOR else forgotten(story, first))
        await story.passes(HOUR + 5)
        assert await holder_of(story, number) == [second]

    async def test_a_code_that_could_not_be_delivered_is_there_when_they_come_back(self, story: Story) -> None:
        await story.says(YINUO, "/start", chat=YINUO)
        number = await entered(story, "兑换券 | claim 1h", YINUO)
        await story.says(OWNER, f"/lottery codes {number}\nAAA-1", chat=OWNER)
        await story.says(OWNER, f"/lottery draw {number}")
        story.world.people[YINUO].has_blocked = True  # and the news of it has not come yet
        await presses(story, YINUO, "领奖")
        assert "AAA-1" not in said(story, YINUO) + said(story)
        await story.does(YINUO, "unblock_bot")
        greeted = await story.says(YINUO, "/start lottery", chat=YINUO)
        assert "再看一次" in greeted["text"]
        await story.presses(YINUO, f"领奖 #{number}", chat=YINUO)
        assert "AAA-1" in story.world.sent(YINUO)[-1]["text"]
        assert await story.rows("SELECT count(*) AS n FROM lottery_codes WHERE place IS NOT NULL") == [{"n": 1}]

    async def test_a_winner_known_to_have_blocked_the_bot_is_led_back_to_it_and_keeps_the_prize(
        self, story: Story
    ) -> None:
        await story.says(YINUO, "/start", chat=YINUO)
        number = await entered(story, "兑换券 | claim 1h", YINUO)
        await story.says(OWNER, f"/lottery codes {number}\nAAA-1", chat=OWNER)
        await story.does(YINUO, "block_bot")
        await story.says(OWNER, f"/lottery draw {number}")
        await presses(story, YINUO, "领奖")
        assert await story.rows("SELECT 1 FROM lottery_codes WHERE place IS NOT NULL") == []
        await story.does(YINUO, "unblock_bot")
        assert "还没领" in (await story.says(YINUO, "/start lottery", chat=YINUO))["text"]
        await story.presses(YINUO, f"领奖 #{number}", chat=YINUO)
        assert "AAA-1" in story.world.sent(YINUO)[-1]["text"]


class TestAnEntrantWhoIsForgottenLater:
    async def test_the_published_record_still_verifies_and_so_does_the_bot(self, story: Story) -> None:
        number = await entered(story, "围巾", YINUO, ZIXUAN)
        await story.says(OWNER, f"/lottery draw {number}")
        await story.passes(3)
        published = record_of(story, number)
        for who in (YINUO, ZIXUAN):
            await forgotten(story, who)
        assert faults(published) == []
        await story.says(OWNER, f"/lottery verify {number}")
        assert f"抽奖 #{number} 验算无误" in said(story)
        assert record_of(story, number) == published


class TestABotThatIsNotTold:
    async def test_it_asks_telegram_about_those_drawn(self, story: Story) -> None:
        number = await opened(story, "围巾 | reserves 1 | claim 1h", chat=KITCHEN)
        people = [who for who in story.world.chats[KITCHEN].members if who not in (OWNER, story.world.bot.id)][:2]
        for who in people:
            await presses(story, who, "参加", chat=KITCHEN)
        await story.does(OWNER, "demote", chat_id=KITCHEN, user_id=story.world.bot.id)
        del story.world.chats[KITCHEN].members[people[0]]  # nothing is said of it in a large group
        await story.says(OWNER, f"/lottery draw {number}", chat=KITCHEN)
        assert await holder_of(story, number) == [people[1]]


class TestWithoutTheRight:
    async def test_a_moderator_without_the_right_draws_and_cancels_nothing(self, story: Story) -> None:
        number = await entered(story, "围巾", YINUO)
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=MODERATOR, rights=["can_delete_messages"])
        for words in (f"draw {number}", f"cancel {number}", "new 手套", "try 手套", "new"):
            assert "置顶" in (await story.says(MODERATOR, f"/lottery {words}"))["text"]
        assert await state_of(story, number) == "open"


class TestMovedMeanwhile:
    async def test_a_group_that_becomes_a_supergroup_between_list_and_draw(self, story: Story) -> None:
        chat = -1001
        number = await opened(story, "围巾 | public 红球 | claim 1h", chat=chat)
        await presses(story, YINUO, "参加", chat=chat)
        await story.says(OWNER, f"/lottery draw {number}", chat=chat)
        assert await state_of(story, number) == "frozen"
        await story.does(OWNER, "migrate", chat_id=chat)
        new = next(each for each in story.world.chats if each not in (FORUM, KITCHEN, chat) and each < -100000)
        await story.says(OWNER, f"/lottery draw {number} 07", chat=new)
        assert faults(record_of(story, number, chat=new)) == []
        assert "领到了" in await presses(story, YINUO, "领奖", chat=new)
        await story.says(YINUO, f"/lottery verify {number}", chat=new)
        assert "验算无误" in said(story, new)
        assert await state_of(story, number) == "settled"
