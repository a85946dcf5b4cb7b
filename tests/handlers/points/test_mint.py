"""Points have one mint: who may give them, how many in a day, and never to the hand that sets the amount."""

from __future__ import annotations

import ast
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, get_args

import pytest

import bot.services
from bot.domain.mint import HANDS, ByHand, ByRule, MaybeOwnGain, ReceivedEnough
from bot.domain.points import ANONYMOUS, Actor, DailyCap, OwnGain, Won
from bot.services import mint
from bot.services.mint import Payment
from handlers.events.card import Came
from storage import people, rights
from storage.database import Unit
from tests.story import FORUM, MODERATOR, MUYANG, OWNER, XIAOMAN, YINUO, ZIXUAN, Story, told

SERVICES = Path(bot.services.__file__).parent
HOUSE = {"MINT", "STAKES", "TAXES", "SHOP"}


async def points(story: Story, who: int) -> int:
    return await story.app.database.reads.number(
        "SELECT coalesce(sum(CASE WHEN to_account = :who THEN amount ELSE -amount END), 0) FROM ledger "
        "WHERE to_account = :who OR from_account = :who",
        {"who": who},
    )


@pytest.fixture
async def group(tmp_path: Path) -> AsyncIterator[Story]:
    """沐阳 may pin alone, the moderator anything; a day's sum is 3000."""
    async with told(tmp_path, "grant_daily = 3000\nvote_reward = 0\nadopted_reward = 50\n") as story:
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=MUYANG, rights=["can_pin_messages"])
        yield story


class TestPromised:
    """Points of an event are set by whoever opens it."""

    async def opens(self, story: Story, who: int, amount: int, **how: Any) -> str:
        answer = await story.says(who, f"/event new 聚会 | 12:30 | points {amount}", **how)
        return str(answer.get("text") or answer.get("caption"))

    async def test_it_takes_the_right_to_grant(self, group: Story) -> None:
        assert "权限，你还没有" in await self.opens(group, MUYANG, 1000)
        assert await group.rows("SELECT * FROM events") == []
        await self.opens(group, MODERATOR, 1000)
        assert await group.rows("SELECT reward FROM events") == [{"reward": 1000}]

    async def test_without_points_it_does_not(self, group: Story) -> None:
        await group.says(MUYANG, "/event new 聚会 | 12:30")
        assert len(await group.rows("SELECT * FROM events")) == 1

    async def test_no_more_for_each_than_one_gives_alone(self, group: Story) -> None:
        assert "10001" in await self.opens(group, MODERATOR, 10_001)

    async def test_whoever_set_the_amount_comes_and_gets_none(self, group: Story) -> None:
        await self.opens(group, MODERATOR, 1000)
        await group.makes_up(MODERATOR, Came(1))
        await group.makes_up(YINUO, Came(1))
        assert (await points(group, MODERATOR), await points(group, YINUO)) == (0, 1000)
        came = await group.rows("SELECT user_id FROM event_guests WHERE came_at > 0 ORDER BY user_id")
        assert [row["user_id"] for row in came] == [MODERATOR, YINUO]

    async def test_it_counts_in_the_days_sum_of_the_one_who_promised(self, group: Story) -> None:
        await group.says(XIAOMAN, "在")
        await group.says(MODERATOR, f"/grant {XIAOMAN} 1500 好")
        await self.opens(group, MODERATOR, 1000)
        for who in (YINUO, ZIXUAN):
            await group.makes_up(who, Came(1))
        assert (await points(group, YINUO), await points(group, ZIXUAN)) == (1000, 0)
        assert "今天还剩 500 分" in (await group.says(MODERATOR, f"/grant {YINUO} 501 好"))["text"]

    async def test_a_hidden_hand_shows_itself_first_and_pays_none_of_those_it_may_be(self, group: Story) -> None:
        assert "匿名管理员要办" in await self.opens(group, OWNER, 100, anonymous=True)
        assert await group.rows("SELECT * FROM events") == []
        await group.presses(OWNER, "确认")
        for who in (OWNER, MODERATOR, YINUO):
            await group.makes_up(who, Came(1))
        assert [await points(group, who) for who in (OWNER, MODERATOR, YINUO)] == [0, 0, 100]

    async def test_a_challenges_points_likewise(self, group: Story) -> None:
        assert "权限，你还没有" in (await group.says(MUYANG, "/challenge new 早起 | 1d | points 5000"))["text"]
        await group.says(MODERATOR, "/challenge new 早起 | 1d | #早起 | points 500")
        for who in (MODERATOR, YINUO):
            await group.says(who, "#早起 到")
        await group.passes(86_460)
        assert (await points(group, MODERATOR), await points(group, YINUO)) == (0, 500)

    async def test_whoever_wins_without_points_is_not_said_to_have_them(self, group: Story) -> None:
        await group.says(MODERATOR, "/challenge new 早起 | 1d | #早起 | points 2000")
        for who in (MODERATOR, YINUO, ZIXUAN):
            await group.says(who, "#早起 到")
        await group.passes(86_460)
        assert [await points(group, who) for who in (MODERATOR, YINUO, ZIXUAN)] == [0, 2000, 0]
        result = next(each["text"] for each in group.world.sent(FORUM) if each.get("text", "").startswith("🏁"))
        assert [line[:7] for line in result.splitlines()[-3:]] == ["各得 2000", "周明远 不加分", "王子轩 不加分"]

    async def test_the_houses_own_price_takes_no_right_and_is_no_less_bounded(self, group: Story) -> None:
        assert "权限，你还没有" in (await group.says(MUYANG, "/challenge new 晚起 | 1d | #晚起 | points 21"))["text"]
        await group.says(MUYANG, "/challenge new 早起 | 1d | #早起")
        for who in (MUYANG, YINUO):
            await group.says(who, "#早起 到")
        await group.passes(86_460)
        assert (await points(group, MUYANG), await points(group, YINUO)) == (0, 20)
        assert await group.rows("SELECT actor_id FROM ledger WHERE kind = 'challenge'") == [{"actor_id": MUYANG}]


class TestHidden:
    async def test_however_often_it_gives_to_an_administrator_each_waits_for_a_tap_of_another(
        self, group: Story
    ) -> None:
        mine = await group.does(OWNER, "say", chat_id=FORUM, text="我说一句")
        for _ in range(3):
            await group.says(OWNER, "/grant 999 好", anonymous=True, reply_to=mine["message_id"])
        await group.presses(OWNER, "确认")
        assert "不能给自己" in group.toasts(OWNER)[-1]
        assert await points(group, OWNER) == 0
        await group.presses(MODERATOR, "确认")
        assert await points(group, OWNER) == 999

    async def test_its_small_gifts_of_a_day_are_one_sum(self, group: Story) -> None:
        await group.says(YINUO, "在")
        for _ in range(3):
            await group.says(OWNER, f"/grant {YINUO} 600 好", anonymous=True)
        assert await points(group, YINUO) == 600, "from a thousand on it shows itself"

    async def test_what_is_taken_is_one_sum_too(self, group: Story) -> None:
        await group.says(YINUO, "在")
        await group.says(MODERATOR, f"/grant {YINUO} 2000 好")
        for _ in range(3):
            await group.says(OWNER, f"/deduct {YINUO} 600 好", anonymous=True)
        assert await points(group, YINUO) == 1400

    async def test_nobody_gets_their_own_gift_back_by_their_own_tap(self, group: Story) -> None:
        await group.says(YINUO, "在")
        await group.says(MODERATOR, "在")
        await group.says(OWNER, f"/grant {MODERATOR} 100 好")
        await group.says(MODERATOR, f"/give {YINUO} 100")
        (gift,) = await group.rows("SELECT id FROM ledger WHERE kind = 'gift'")
        await group.does(OWNER, "promote", chat_id=FORUM, user_id=MODERATOR)
        await group.says(MODERATOR, f"/undo {gift['id']}", anonymous=True)
        await group.presses(MODERATOR, "确认")
        assert "不能给自己" in group.toasts(MODERATOR)[-1]
        assert await points(group, MODERATOR) == 0

    async def test_nobody_adopts_by_a_hidden_hand_what_may_be_their_own(self, group: Story) -> None:
        await group.says(OWNER, "/feedback 希望多办读书会")
        assert "匿名身份" in (await group.says(OWNER, "/feedback 1 adopt", anonymous=True))["text"]
        assert await points(group, OWNER) == 0

    async def test_of_many_at_once_those_it_may_be_get_nothing(self, group: Story) -> None:
        await group.says(OWNER, "/poll 周末吃什么 | 火锅 | 烧烤")
        posted = next(each for each in reversed(group.world.sent(FORUM)) if "poll" in each)
        for who in (MODERATOR, YINUO):
            await group.says(who, "在")
            await group.does(who, "vote", chat_id=FORUM, message_id=posted["message_id"], options=[0])
        await group.says(OWNER, "/grant 5 poll 1 好", anonymous=True)
        await group.presses(OWNER, "确认加分")
        assert (await points(group, MODERATOR), await points(group, YINUO)) == (0, 5)


class TestEveryHand:
    """Whatever a moderator decides on, by one rule."""

    @pytest.fixture
    async def unit(self, story: Story) -> AsyncIterator[Unit]:
        await story.says(YINUO, "在")
        await story.says(OWNER, "/stats")  # the administrators are known from here on
        async with story.app.database.unit() as unit:
            yield unit
            await unit.rollback()

    @staticmethod
    def payment(to: int, amount: int, key: str = "key") -> Payment:
        return Payment(FORUM, to, amount, key, 1_800_000_000, 739_632)

    @pytest.mark.parametrize("kind", HANDS)
    async def test_not_to_itself_not_past_its_day_nor_that_of_the_member(self, unit: Unit, kind: Any) -> None:
        hand, other, hidden = Actor(MODERATOR), Actor(OWNER), Actor(ANONYMOUS, is_anonymous=True)
        with pytest.raises(OwnGain):
            await mint.by_hand(unit, self.payment(MODERATOR, 1), kind=kind, hand=hand, most_a_day=10)
        assert MODERATOR in await rights.administrators(unit, chat_id=FORUM)
        with pytest.raises(MaybeOwnGain):
            await mint.by_hand(unit, self.payment(MODERATOR, 1), kind=kind, hand=hidden, most_a_day=10)
        assert await mint.by_hand(unit, self.payment(YINUO, 6), kind=kind, hand=hand, most_a_day=10)
        for again in HANDS:
            payment = self.payment(ZIXUAN, 5, again)
            with pytest.raises(DailyCap):
                await mint.by_hand(unit, payment, kind=again, hand=hand, most_a_day=10)  # type: ignore[arg-type]
            payment = self.payment(YINUO, 5, again)
            with pytest.raises(ReceivedEnough):
                await mint.by_hand(unit, payment, kind=again, hand=other, most_a_day=10)  # type: ignore[arg-type]

    @pytest.mark.parametrize("kind", [*get_args(ByRule), *HANDS])
    async def test_whoever_left_is_paid_by_nobody(self, unit: Unit, kind: Any) -> None:
        await people.left(unit, [people.Presence(FORUM, YINUO, 0)])
        if kind in HANDS:
            payment = self.payment(YINUO, 5)
            assert await mint.by_hand(unit, payment, kind=kind, hand=Actor(MODERATOR), most_a_day=10) is None
        if kind in get_args(ByRule):
            assert await mint.by_rule(unit, self.payment(YINUO, 5), kind=kind) is None


class TestTheWalk:
    """Every entry that any service writes, read off the code."""

    @staticmethod
    def postings() -> dict[str, list[dict[str, str]]]:
        found: dict[str, list[dict[str, str]]] = {}
        for file in SERVICES.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "Posting" and not node.args:
                    told_ = {each.arg: ast.unparse(each.value) for each in node.keywords if each.arg}
                    found.setdefault(str(file.relative_to(SERVICES)), []).append(told_)
        return found

    def test_the_house_pays_through_the_mint_alone_and_gives_back_what_was_paid(self) -> None:
        house = {
            (file, each["from_account"], each["kind"])
            for file, written in self.postings().items()
            for each in written
            if each["from_account"] in HOUSE
        }
        assert house == {
            ("mint.py", "MINT", "kind"),
            ("shop.py", "SHOP", "'refund'"),
            ("lottery/entering.py", "STAKES", "'unstake'"),
            ("lottery/drawing.py", "STAKES", "'unstake'"),
            ("lottery/drawing.py", "STAKES", "'spent'"),
        }

    def test_any_other_account_is_a_members_or_one_that_an_entry_came_to(self) -> None:
        others = {each["from_account"] for written in self.postings().values() for each in written} - HOUSE
        assert others == {
            "attempt.person.id",
            "member.user_id",
            "buyer.user_id",
            "of.id",
            "from_account",
            "entry.to_account",
        }

    def test_every_kind_that_members_win_is_by_a_rule_or_by_a_hand(self) -> None:
        assert {*get_args(Won), "grant"} == {*get_args(ByRule), *get_args(ByHand)}
