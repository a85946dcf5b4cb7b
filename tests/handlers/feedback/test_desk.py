"""Stories of the desk's hands: buttons that ask, handing over, adopting, office hours, and second thoughts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.engine.buttons import pack
from handlers.feedback.buttons import AtDesk
from tests.handlers.feedback.given import DESK, card
from tests.handlers.feedback.hands import desk, gives, presses_made_up
from tests.story import FORUM, KITCHEN, MODERATOR, OWNER, TSZCHING, YINUO, ZIXUAN, Story, told

__all__ = ["desk"]


def labels(story: Story) -> list[str]:
    return [key["text"] for row in card(story)["reply_markup"]["inline_keyboard"] for key in row]


class TestButtonsThatAsk:
    @pytest.mark.parametrize(("label", "state"), [("答复", "answered"), ("追问", "asked"), ("结束", "closed")])
    async def test_the_next_words_in_reply_are_what_it_stands_for(self, desk: Story, label: str, state: str) -> None:
        await gives(desk)
        asked = await desk.presses(OWNER, label, chat=KITCHEN)
        assert "林书瑶" in asked["text"]
        await desk.says(OWNER, "和这条无关的闲话", chat=KITCHEN)
        assert await desk.rows("SELECT state FROM feedback") == [{"state": "open"}]
        await desk.says(OWNER, "下周六下午两点", chat=KITCHEN, reply_to=asked["message_id"])
        assert await desk.rows("SELECT state FROM feedback") == [{"state": state}]
        assert "下周六下午两点" in desk.world.sent(YINUO)[-1]["text"]

    async def test_never_mind_leaves_it_as_it_is(self, desk: Story) -> None:
        await gives(desk)
        asked = await desk.presses(OWNER, "答复", chat=KITCHEN)
        answer = await desk.says(OWNER, "算了", chat=KITCHEN, reply_to=asked["message_id"])
        assert "先放着" in answer["text"]
        await desk.says(OWNER, "再说一句", chat=KITCHEN, reply_to=asked["message_id"])
        assert await desk.rows("SELECT state FROM feedback") == [{"state": "open"}]

    async def test_another_moderators_words_are_not_taken_for_the_answer(self, desk: Story) -> None:
        await gives(desk)
        asked = await desk.presses(OWNER, "答复", chat=KITCHEN)
        await desk.does(TSZCHING, "say", chat_id=KITCHEN, text="我插一句", reply_to=asked["message_id"])
        assert await desk.rows("SELECT state FROM feedback") == [{"state": "open"}]

    async def test_closed_meanwhile_it_says_so_and_asks_no_more(self, desk: Story) -> None:
        number = await gives(desk)
        asked = await desk.presses(OWNER, "答复", chat=KITCHEN)
        await desk.says(OWNER, f"/feedback {number} close 好了", chat=KITCHEN)
        answer = await desk.says(OWNER, "晚了一步的话", chat=KITCHEN, reply_to=asked["message_id"])
        assert "已结束" in answer["text"]
        assert not await desk.rows("SELECT 1 FROM awaited_answers")


class TestWhoseItIs:
    async def test_handed_to_another_administrator_who_is_told(self, desk: Story) -> None:
        await desk.says(MODERATOR, "早")
        number = await gives(desk)
        await desk.presses(OWNER, "转交", chat=KITCHEN)
        await desk.presses(OWNER, "周明远", chat=KITCHEN)
        assert "交给 周明远" in card(desk)["text"]
        assert f"#{number}" in desk.world.sent(MODERATOR)[-1]["text"]
        before = len(desk.world.sent(MODERATOR))
        await presses_made_up(desk, OWNER, pack(AtDesk(number, "assign", MODERATOR)))
        assert len(desk.world.sent(MODERATOR)) == before

    async def test_back_again_without_choosing(self, desk: Story) -> None:
        await gives(desk)
        await desk.presses(OWNER, "转交", chat=KITCHEN)
        await desk.presses(OWNER, "返回", chat=KITCHEN)
        assert "转交" in labels(desk)

    async def test_no_one_but_an_administrator_can_be_given_it(self, desk: Story) -> None:
        number = await gives(desk)
        await presses_made_up(desk, OWNER, pack(AtDesk(number, "assign", ZIXUAN)))
        assert not await desk.rows("SELECT 1 FROM feedback_assigned")
        await desk.says(OWNER, f"/feedback {number} assign @yuan_z", chat=KITCHEN)
        assert not await desk.rows("SELECT 1 FROM feedback_assigned")


class TestHowPressingItIs:
    async def test_urgent_ones_lead_the_queue(self, desk: Story) -> None:
        await gives(desk, words="昨天的投票结果在哪里")
        second = await gives(desk, ZIXUAN, "有人在群里发广告")
        await desk.presses(OWNER, "标为急", chat=KITCHEN)
        assert "‼️" in card(desk)["text"]
        queue = (await desk.says(OWNER, "反馈"))["text"].split("\n")
        assert queue[1].startswith(f"#{second}")
        await desk.presses(OWNER, "不急了", chat=KITCHEN)
        assert "‼️" not in card(desk)["text"]


class TestNamesOfModerators:
    async def test_members_see_none_where_the_group_says_so(self, tmp_path: Path) -> None:
        async with told(tmp_path, f"{DESK}signed = false\n") as story:
            number = await gives(story)
            await story.says(OWNER, f"/feedback {number} answer 下周六", chat=KITCHEN)
            page = (await story.says(YINUO, f"/feedback {number}"))["text"]
            assert "管理员 答复：下周六" in page
            assert "林书瑶" not in page
            assert "林书瑶 答复" in card(story)["text"]


async def test_a_groups_own_reward_counts(tmp_path: Path) -> None:
    extra = f'{DESK}\n[groups."{FORUM}".points]\nadopted_reward = 7\n'
    async with told(tmp_path, extra) as story:
        await gives(story)
        await story.presses(OWNER, "采纳", chat=KITCHEN)
        assert await story.rows("SELECT amount FROM ledger WHERE kind = 'adopted'") == [{"amount": 7}]
