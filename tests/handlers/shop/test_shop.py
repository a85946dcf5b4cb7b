"""Stories of the shop: the last piece goes to one, codes go out once and in private, what fails is paid back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.amounts import read_amount
from bot.domain.grammar.moments import Here
from bot.domain.people import Person
from bot.domain.points import Actor
from bot.domain.refusals import WrongForm
from bot.domain.shop import Offer, Order, SoldOut, offer_of, read_answers, read_codes
from bot.services import points, shop
from bot.services.points import Order as Action
from bot.services.shop import Buyer
from storage.database import Database, open_database
from storage.points import ledger
from storage.points.ledger_check import audit
from tests.store import fresh
from tests.story import FORUM, MODERATOR, OWNER, YINUO, ZIXUAN, Message, Story

GROUP, DAY = -100123, 739_000


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(fresh(tmp_path / "weilu.db")) as opened:
        yield opened


class TestTheLastPiece:
    async def test_fifty_press_at_once_and_one_has_it_the_others_keep_their_points(self, database: Database) -> None:
        async with database.unit() as unit:
            offer = Offer("电影票", 30, 1, 1, "hand")
            number = await shop.put_up(unit, offer, chat_id=GROUP, by=1, at=0)
            for who in range(1, 51):
                action = Action(GROUP, Actor(99), 0, DAY, f"g:{who}")
                await points.grant(unit, action, to=Person(who, "x"), amount=100, reason="", most_a_day=10**6)

        async def press(who: int) -> Order | SoldOut:
            unit = database.unit()
            try:
                order = await shop.redeem(unit, Buyer(who, "x", 0, DAY, f"u:{who}"), number=number)
                await unit.commit()
            except SoldOut as refused:
                await unit.rollback()
                return refused
            return order

        outcomes = await asyncio.gather(*(press(who) for who in range(1, 51)))
        won = [each for each in outcomes if isinstance(each, Order)]
        assert len(won) == 1
        held = [await ledger.balance(database.reads, chat_id=GROUP, user_id=who) for who in range(1, 51)]
        assert sorted(held) == [70, *[100] * 49]
        assert await audit(database.reads) == []


def offered(line: str) -> Offer:
    return offer_of(read_answers(line, Here(0, "UTC")).answers)


class TestPuttingUp:
    def test_an_offer_is_read_in_either_language(self) -> None:
        assert offered("电影票 | price 100 | stock 5") == Offer("电影票", 100, 5, 1, "hand")
        assert offered("点卡|价 ３０|限 0") == Offer("点卡", 30, 0, 0, "code")
        assert read_amount("5", most=9) == 5

    @pytest.mark.parametrize("words", ["", "电影票", "电影票 | stock 5", "| price 5"])
    def test_half_an_offer_is_none(self, words: str) -> None:
        with pytest.raises(WrongForm):
            offered(words)

    def test_codes_come_one_a_line_and_each_once(self) -> None:
        assert read_codes(" A1 \n\nB2\nA1\n") == ["A1", "B2"]


async def put_up_codes(story: Story, *codes: str) -> None:
    await story.says(YINUO, "在呢")
    await story.says(ZIXUAN, "在呢")
    await story.says(OWNER, f"/grant {YINUO} 100")
    answer = await story.says(OWNER, "/shop new 点卡 | price 30 | limit 2")
    assert "上架了 #1 点卡" in answer["text"]
    await story.says(OWNER, "/start", chat=OWNER)
    lines = "\n".join(codes)
    asked = await story.says(OWNER, f"/shop codes 1\n{lines}", chat=OWNER)
    if "哪个群" in asked["text"]:
        title = story.world.chats[FORUM].title
        asked = await story.presses(OWNER, title, chat=OWNER)
    assert f"加了 {len(codes)} 个" in asked["text"]


def private(story: Story, who: int) -> list[Message]:
    return story.world.sent(who)


class TestCodes:
    async def test_a_code_goes_privately_and_protected(self, story: Story) -> None:
        await put_up_codes(story, "AAA-111", "BBB-222")
        await story.says(YINUO, "/start", chat=YINUO)
        answer = await story.says(YINUO, "/redeem 1")
        assert "已私信发给你" in answer["text"]
        assert "AAA-111" not in answer["text"]
        got = private(story, YINUO)[-1]
        assert "AAA-111" in got["text"]
        assert got["has_protected_content"]
        assert await story.points_of(YINUO) == 70
        assert "已送到" in (await story.says(YINUO, "/redeem"))["text"]

    async def test_who_never_wrote_to_the_bot_gets_it_by_starting_once(self, story: Story) -> None:
        await put_up_codes(story, "AAA-111")
        answer = await story.says(YINUO, "/redeem 1")
        assert "start=orders" in str(answer["reply_markup"])
        for _ in range(2):
            await story.says(YINUO, "/start orders", chat=YINUO)
        assert sum("AAA-111" in each["text"] for each in private(story, YINUO)) == 1

    async def test_what_telegram_does_not_take_is_kept_and_comes_once_when_its_owner_is_back(
        self, story: Story
    ) -> None:
        await put_up_codes(story, "AAA-111", "BBB-222")
        await story.says(YINUO, "/start", chat=YINUO)
        story.world.people[YINUO].has_blocked = True  # and the bot has not heard of it yet
        await story.says(YINUO, "/redeem 1")
        kept = story.world.sent(FORUM)[-1]
        assert "先替你收着" in kept["text"]
        assert "start=orders" in str(kept["reply_markup"])
        assert "AAA-111" not in str(story.world.sent(FORUM))
        assert await story.rows("SELECT state, sending FROM orders") == [{"state": "paid", "sending": 0}]
        await story.restart()
        story.world.people[YINUO].has_blocked = False
        for _ in range(2):
            await story.says(YINUO, "/start orders", chat=YINUO)
        assert sum("AAA-111" in each["text"] for each in private(story, YINUO)) == 1
        assert await story.rows("SELECT state, sending FROM orders") == [{"state": "delivered", "sending": 0}]
        assert await story.points_of(YINUO) == 70

    async def test_a_code_on_its_way_is_not_paid_back_and_one_that_came_back_is(self, story: Story) -> None:
        await put_up_codes(story, "AAA-111")
        await story.says(YINUO, "/start", chat=YINUO)
        story.world.people[YINUO].has_blocked = True
        await story.says(YINUO, "/redeem 1")
        await story.says(OWNER, "/shop queue")
        assert "已取消，退回 30 分" in (await story.presses(OWNER, "退回积分"))["text"]
        story.world.people[YINUO].has_blocked = False
        await story.says(YINUO, "/start orders", chat=YINUO)
        assert not any("AAA-111" in each["text"] for each in private(story, YINUO))
        assert await story.points_of(YINUO) == 100

    async def test_sold_out_and_too_dear_take_nothing(self, story: Story) -> None:
        await put_up_codes(story, "AAA-111")
        assert "还差" in (await story.says(ZIXUAN, "/redeem 1"))["text"]
        await story.says(YINUO, "/redeem 1")
        assert "换完了" in (await story.says(YINUO, "/redeem 1"))["text"]
        assert await story.points_of(YINUO) == 70

    async def test_codes_are_not_taken_in_the_group(self, story: Story) -> None:
        await put_up_codes(story, "AAA-111")
        assert "私聊" in (await story.says(OWNER, "/shop codes 1\nCCC"))["text"]


class TestByHand:
    async def test_moderators_deliver_or_pay_back_once(self, story: Story) -> None:
        await story.says(MODERATOR, "/start", chat=MODERATOR)
        await story.says(OWNER, "/start", chat=OWNER)
        await story.says(YINUO, "在呢")
        await story.says(OWNER, f"/grant {YINUO} 100")
        await story.says(OWNER, "/shop new 电影票 | price 40 | stock 3 | limit 0")
        shelf = await story.says(YINUO, "商店")
        assert "#1 电影票　40 分，还有 3 份" in shelf["text"]
        for _ in range(2):
            await story.presses(YINUO, "兑换 电影票")
        assert "已通知管理员" in story.toasts(YINUO)[-1]
        assert await story.points_of(YINUO) == 20
        await story.presses(OWNER, "退回积分", chat=OWNER)
        assert await story.points_of(YINUO) == 60
        assert "+40　兑换退回：电影票" in (await story.says(YINUO, "/ledger"))["text"]
        assert "还有 2 份" in (await story.says(YINUO, "商店"))["text"]
        assert "待发货" in (await story.says(YINUO, "/redeem"))["text"]

    async def test_members_keep_their_hands_off(self, story: Story) -> None:
        assert "只有管理员" in (await story.says(YINUO, "/shop new 电影票 | price 40 | stock 3"))["text"]
        assert "用法" in (await story.says(OWNER, "/shop what"))["text"]
