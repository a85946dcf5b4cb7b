"""Stories of a feedback that is taken up: hidden hands, second thoughts, office hours, its kind put right."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.domain.office import Office
from bot.engine.buttons import pack
from bot.services.schedule.days import is_workday
from handlers.feedback.buttons import AtDesk, Rated
from tests.handlers.feedback.given import DESK, card, number_of
from tests.handlers.feedback.hands import desk, gives, presses_made_up
from tests.story import FORUM, KITCHEN, OWNER, YINUO, ZIXUAN, Story, told

__all__ = ["desk"]


SHANGHAI = "Asia/Shanghai"


class TestTakenUp:
    async def test_its_author_gets_points_exactly_once(self, desk: Story) -> None:
        number = await gives(desk)
        await desk.presses(OWNER, "采纳", chat=KITCHEN)
        assert "加 20 分" in desk.world.sent(YINUO)[-1]["text"]
        for _ in range(2):
            await presses_made_up(desk, OWNER, pack(AtDesk(number, "adopt", 0)))
        assert "采纳过了" in desk.toasts(OWNER)[-1]
        entries = await desk.rows("SELECT kind, amount, to_account FROM ledger WHERE kind = 'adopted'")
        assert entries == [{"kind": "adopted", "amount": 20, "to_account": YINUO}]
        assert f"反馈 #{number} 被采纳" in (await desk.says(YINUO, "积分明细"))["text"]

    async def test_it_can_be_undone_like_any_grant(self, desk: Story) -> None:
        await gives(desk)
        await desk.presses(OWNER, "采纳", chat=KITCHEN)
        entry = (await desk.rows("SELECT id FROM ledger WHERE kind = 'adopted'"))[0]["id"]
        await desk.says(OWNER, f"/undo {entry}")
        balance = await desk.rows(f"SELECT balance FROM balances WHERE account = {YINUO}")
        assert balance == [{"balance": 0}]
        assert await desk.rows("SELECT 1 FROM ledger WHERE kind = 'undo'")

    async def test_nobody_takes_up_their_own(self, desk: Story) -> None:
        await gives(desk, OWNER)
        await desk.presses(OWNER, "采纳", chat=KITCHEN)
        assert "不能给自己" in desk.toasts(OWNER)[-1]
        assert not await desk.rows("SELECT 1 FROM ledger WHERE kind = 'adopted'")

    async def test_an_anonymous_voice_gets_none_for_that_would_tell_whose_it_is(self, desk: Story) -> None:
        await desk.says(ZIXUAN, "早")
        await desk.says(ZIXUAN, "匿名反馈 希望多办读书会", chat=ZIXUAN)
        await desk.presses(OWNER, "采纳", chat=KITCHEN)
        assert "采纳" in card(desk)["text"]
        assert not await desk.rows("SELECT 1 FROM ledger WHERE kind = 'adopted'")

    async def test_what_came_of_it_is_told_in_moderators_words(self, desk: Story) -> None:
        number = await gives(desk)
        refused = await desk.says(OWNER, f"/feedback {number} public 每月办两场读书会", chat=KITCHEN)
        assert "才能公开" in refused["text"]
        await desk.presses(OWNER, "采纳", chat=KITCHEN)
        asked = await desk.presses(OWNER, "公开结果", chat=KITCHEN)
        await desk.says(OWNER, "每月办两场读书会", chat=KITCHEN, reply_to=asked["message_id"])
        assert "已公开：每月办两场读书会" in card(desk)["text"]


class TestHiddenHands:
    async def test_whoever_hides_behind_a_group_of_their_own_has_no_say_here(self, desk: Story) -> None:
        """An administrator of any group can speak as that group: it opens nobody else's desk."""
        await desk.says(ZIXUAN, "早")
        await desk.says(ZIXUAN, "匿名反馈 管理员周明远总是拖很久", chat=ZIXUAN)
        own = await desk.does(YINUO, "new_group", title="一诺的小群", is_super=True)
        desk.world.chats[own].members[YINUO].is_anonymous = True
        for words in ("/feedback 1", "/feedback 1 answer 哈", "/feedback 1 block"):
            answer = await desk.says(YINUO, words, chat=own, anonymous=True)
            assert "拖很久" not in answer["text"]
            assert "匿名身份" in answer["text"]
        assert await desk.rows("SELECT state FROM feedback") == [{"state": "open"}]

    async def test_at_the_desk_itself_a_hidden_moderator_may_act(self, desk: Story) -> None:
        desk.world.chats[KITCHEN].members[OWNER].is_anonymous = True
        number = await gives(desk)
        await desk.says(OWNER, f"/feedback {number} claim", chat=KITCHEN, anonymous=True)
        assert await desk.rows("SELECT state FROM feedback") == [{"state": "claimed"}]


class TestSecondThoughts:
    async def test_a_rating_may_be_changed_for_a_day(self, desk: Story) -> None:
        number = await gives(desk)
        await desk.says(OWNER, f"/feedback {number} close 办好了", chat=KITCHEN)
        await desk.presses(YINUO, "2", chat=YINUO)
        await desk.presses(YINUO, "5", chat=YINUO)
        assert "5 分" in card(desk)["text"]
        await desk.passes(24 * 3600 + 1)
        await desk.presses(YINUO, "1", chat=YINUO)
        assert "不能再改" in desk.toasts(YINUO)[-1]
        assert await desk.rows("SELECT score FROM feedback") == [{"score": 5}]

    async def test_nobody_else_rates_or_reopens_it(self, desk: Story) -> None:
        number = await gives(desk)
        await desk.says(OWNER, f"/feedback {number} close 办好了", chat=KITCHEN)
        await presses_made_up(desk, ZIXUAN, pack(Rated(number, 1)), chat=ZIXUAN)
        assert await desk.rows("SELECT score FROM feedback") == [{"score": 0}]

    async def test_reopened_by_one_press_the_time_counts_anew(self, desk: Story) -> None:
        number = await gives(desk)
        await desk.says(OWNER, f"/feedback {number} close 办好了", chat=KITCHEN)
        await desk.passes(3 * 24 * 3600)
        await desk.presses(YINUO, "重开", chat=YINUO)
        assert await desk.rows("SELECT state FROM feedback") == [{"state": "open"}]
        before = len(desk.world.sent(KITCHEN))
        await desk.passes(25 * 3600)
        assert any("⏰" in each.get("text", "") for each in desk.world.sent(KITCHEN)[before:])

    async def test_an_anonymous_author_rates_on_their_own_page(self, desk: Story) -> None:
        await desk.says(ZIXUAN, "早")
        number = number_of(await desk.says(ZIXUAN, "匿名反馈 希望多办读书会", chat=ZIXUAN))
        await desk.says(OWNER, f"/feedback {number} close 好", chat=KITCHEN)
        await desk.says(ZIXUAN, f"/feedback {number}", chat=ZIXUAN)
        await desk.presses(ZIXUAN, "4", chat=ZIXUAN)
        assert await desk.rows("SELECT score FROM feedback") == [{"score": 4}]


def at(wall: str) -> int:
    return int(datetime.fromisoformat(f"{wall}+08:00").astimezone(UTC).timestamp())


class TestOfficeHours:
    def test_round_the_clock_it_is_simply_later(self) -> None:
        office = Office("", SHANGHAI, lambda _: True)
        assert office.after(at("2027-01-16 12:00"), 24 * 3600) == at("2027-01-17 12:00")

    @pytest.mark.parametrize(
        ("hours", "given", "working", "due"),
        [
            ("09:00-18:00", "2027-01-11 10:00", 4, "2027-01-11 14:00"),
            ("09:00-18:00", "2027-01-11 16:00", 4, "2027-01-12 11:00"),
            ("09:00-18:00", "2027-01-15 16:00", 4, "2027-01-18 11:00"),  # Friday to Monday
            ("09:00-18:00", "2027-01-11 23:00", 4, "2027-01-12 13:00"),
            ("20:00-02:00", "2027-01-12 01:00", 2, "2027-01-12 21:00"),
            ("09:00-18:00", "2026-09-30 17:00", 2, "2026-10-08 10:00"),  # over the National Day holidays
        ],
    )
    def test_only_open_hours_of_workdays_count(self, hours: str, given: str, working: int, due: str) -> None:
        assert Office(hours, SHANGHAI, is_workday).after(at(given), working * 3600) == at(due)

    def test_where_no_day_ever_opens_it_ends_all_the_same(self) -> None:
        def never(_: date) -> bool:
            return False

        assert Office("09:00-18:00", SHANGHAI, never).after(at("2027-01-11 10:00"), 60) == at("2027-01-11 10:01")

    async def test_told_at_giving_and_no_ping_before(self, tmp_path: Path) -> None:
        hours = f'{DESK}answer_within = "4h"\nhours = "09:00-18:00"\nworkdays = true\n'
        async with told(tmp_path, hours) as story:  # Saturday noon
            answer = await story.says(YINUO, "/feedback 希望多办读书会")
            assert "1月18日 13:00 前答复" in answer["text"], answer["text"]
            await story.passes(24 * 3600)
            assert not [each for each in story.world.sent(KITCHEN) if "⏰" in each.get("text", "")]
            await story.passes(25 * 3600)
            assert [each for each in story.world.sent(KITCHEN) if "⏰" in each.get("text", "")]

    async def test_the_author_is_told_once_that_it_is_late_and_nobody_at_night(self, tmp_path: Path) -> None:
        async with told(tmp_path, f'{DESK}answer_within = "12h"\n') as story:  # due at midnight
            await story.says(YINUO, "/start", chat=YINUO)
            await gives(story)
            await story.passes(13 * 3600)
            assert not [each for each in story.world.sent(KITCHEN) if "⏰" in each.get("text", "")]
            await story.passes(7 * 3600 + 60)
            assert len([each for each in story.world.sent(KITCHEN) if "⏰" in each.get("text", "")]) == 1
            await story.passes(24 * 3600)
            await story.passes(24 * 3600)
            assert len([each for each in story.world.sent(YINUO) if "超过时间还没答复" in each.get("text", "")]) == 1


class TestPutRight:
    async def test_the_desk_corrects_what_kind_it_is_of(self, desk: Story) -> None:
        number = await gives(desk, words="能不能加个读书角")
        assert await desk.rows("SELECT category FROM feedback") == [{"category": "idea"}]
        await desk.presses(OWNER, "类别", chat=KITCHEN)
        await desk.presses(OWNER, "问题", chat=KITCHEN)
        assert await desk.rows("SELECT category FROM feedback") == [{"category": "problem"}]
        assert f"#{number}" in card(desk)["text"]
        assert "问题" in card(desk)["text"]

    async def test_an_answer_is_kept_for_the_next_by_a_button(self, desk: Story) -> None:
        number = await gives(desk, words="读书会怎么报名")
        await desk.says(OWNER, f"/feedback {number} answer 点置顶里的报名", chat=KITCHEN)
        await desk.presses(OWNER, "收进知识库", chat=KITCHEN)
        assert await desk.rows("SELECT question, answer FROM knowledge") == [
            {"question": "读书会怎么报名", "answer": "点置顶里的报名"}
        ]

    async def test_what_a_moderator_replies_to_is_the_members_feedback(self, desk: Story) -> None:
        said = await desk.does(ZIXUAN, "say", chat_id=FORUM, text="楼道的灯又坏了")
        await desk.says(OWNER, "/feedback", reply_to=said["message_id"])
        assert await desk.rows("SELECT user_id, words FROM feedback") == [
            {"user_id": ZIXUAN, "words": "楼道的灯又坏了"}
        ]
        assert "楼道的灯又坏了" in desk.world.sent(ZIXUAN)[-1]["text"]

    async def test_whose_feedback_was_joined_to_another_is_not_asked_for_a_rating(self, desk: Story) -> None:
        first, second = await gives(desk), await gives(desk, ZIXUAN, "周末多办读书会吧")
        await desk.says(OWNER, f"/feedback {second} merge {first}", chat=KITCHEN)
        await desk.says(OWNER, f"/feedback {first} close 办好了", chat=KITCHEN)
        told_them = desk.world.sent(ZIXUAN)[-1]
        assert "办好了" in told_them["text"]
        assert "打个分" not in told_them["text"]
        assert "打个分" in desk.world.sent(YINUO)[-1]["text"]
