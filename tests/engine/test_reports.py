"""Stories of reports: brought to the desk, decided there, and told to whoever reported."""

from __future__ import annotations

from bot.engine.buttons import pack
from handlers.moderation.reports import Judged
from tests.engine.town import MEMBER, OPERATOR, STRONG, VICTIM, WEAK, forges
from tests.story import (
    FORUM,
    HIKE,
    KITCHEN,
    OWNER,
    XIAOMAN,
    YINUO,
    ZIXUAN,
    Story,
)


class TestReports:
    async def test_brought_to_the_desk_and_its_outcome_told(self, town: Story) -> None:
        await town.says(MEMBER, "/start", chat=MEMBER)
        said = await town.does(VICTIM, "say", chat_id=FORUM, text="难听的话")
        await town.says(MEMBER, "/report 骂人", reply_to=said["message_id"])
        card = town.world.sent(KITCHEN)[-1]["text"]
        assert all(word in card for word in ("难听的话", "骂人", "王子轩"))
        assert "陈一诺" not in card, "who reported stays unnamed"
        await town.presses(OWNER, "成立，已处理", chat=KITCHEN)
        assert "已经处理" in town.world.sent(MEMBER)[-1]["text"]
        assert "认定举报成立 王子轩" in (await town.says(OWNER, "/audit"))["text"]

    async def test_whoever_points_at_their_own_words_is_answered_kindly_and_nobody_is_troubled(
        self, town: Story
    ) -> None:
        said = await town.does(MEMBER, "say", chat_id=FORUM, text="我说错话了")
        before = len(town.world.sent(KITCHEN))
        answer = await town.says(MEMBER, "/report", reply_to=said["message_id"])
        assert "这是你自己说的" in answer["text"]
        assert len(town.world.sent(KITCHEN)) == before
        assert not await town.rows("SELECT * FROM reports")

    async def test_without_a_message_it_asks_which_one(self, town: Story) -> None:
        assert "要举报哪条消息" in (await town.says(MEMBER, "/report 骂人"))["text"]

    async def test_the_log_has_no_holes_where_nobody_was_meant(self, town: Story) -> None:
        await town.says(OWNER, "/incident open 停电")
        shown = (await town.says(OWNER, "/audit"))["text"]
        assert "林书瑶：发起通报（停电）" in shown
        assert "  " not in shown

    async def test_no_reason_given_leaves_no_empty_line(self, town: Story) -> None:
        await town.says(MEMBER, "/start", chat=MEMBER)
        said = await town.does(VICTIM, "say", chat_id=FORUM, text="难听的话")
        await town.says(MEMBER, "/report", reply_to=said["message_id"])
        card = town.world.sent(KITCHEN)[-1]["text"]
        assert "理由" not in card
        assert "\n\n" not in card

    async def test_a_complaint_about_a_moderator_goes_past_them(self, town: Story) -> None:
        for who in (OWNER, STRONG):
            await town.says(who, "/start", chat=who)
        said = await town.does(STRONG, "say", chat_id=FORUM, text="闭嘴")
        await town.says(MEMBER, "/report 管理员骂人", reply_to=said["message_id"])
        assert "🚩" in town.world.sent(OWNER)[-1]["text"]
        assert "🚩" not in town.world.sent(STRONG)[-1]["text"]
        assert "🚩" not in town.world.sent(KITCHEN)[-1]["text"]

    async def test_what_one_moderator_judged_the_others_are_shown_without_buttons(self, town: Story) -> None:
        for who in (OWNER, WEAK):
            await town.says(who, "/start", chat=who)
        said = await town.does(STRONG, "say", chat_id=FORUM, text="闭嘴")
        await town.says(MEMBER, "/report 管理员骂人", reply_to=said["message_id"])
        message_id, data = town.button(WEAK, "成立，已处理")
        await town.presses(OWNER, "成立，已处理", chat=OWNER)
        for chat in (OWNER, WEAK):
            card = town.world.sent(chat)[-1]
            assert "林书瑶" in card["text"]
            assert "reply_markup" not in card
        await forges(town, WEAK, message_id, data, chat=WEAK)
        assert await town.rows("SELECT state FROM reports") == [{"state": "upheld"}]

    async def test_of_one_who_hides_it_goes_to_those_who_cannot_hide(self, town: Story) -> None:
        """Whoever wrote in the group's name may be any administrator who is anonymous: the owner is, 周明远 is not."""
        for who in (OWNER, STRONG):
            await town.says(who, "/start", chat=who)
        said = await town.does(OWNER, "say", chat_id=FORUM, text="都给我闭嘴", anonymous=True)
        await town.says(MEMBER, "/report 管理员骂人", reply_to=said["message_id"])
        assert "🚩" in town.world.sent(STRONG)[-1]["text"]
        assert "匿名管理员" in town.world.sent(STRONG)[-1]["text"]
        for chat in (OWNER, KITCHEN):
            assert "🚩" not in town.world.sent(chat)[-1]["text"]
        await forges(town, OWNER, 1, pack(Judged(1, "dismissed")), chat=OWNER)
        assert "关于你" in town.toasts(OWNER)[-1]
        assert await town.rows("SELECT state FROM reports") == [{"state": "open"}]

    async def test_where_no_other_moderator_can_be_reached_it_goes_to_operators(self, town: Story) -> None:
        await town.says(OPERATOR, "/start", chat=OPERATOR)
        said = await town.does(STRONG, "say", chat_id=FORUM, text="闭嘴")
        await town.says(MEMBER, "/report 管理员骂人", reply_to=said["message_id"])
        assert "🚩" in town.world.sent(OPERATOR)[-1]["text"]

    async def test_where_nobody_can_be_reached_that_is_said(self, town: Story) -> None:
        said = await town.does(STRONG, "say", chat_id=FORUM, text="闭嘴")
        answer = await town.says(MEMBER, "/report 管理员骂人", reply_to=said["message_id"])
        assert "直接找群主" in answer["text"]

    async def test_a_basic_groups_messages_have_no_address(self, town: Story) -> None:
        await town.says(OWNER, "/start", chat=OWNER)
        said = await town.does(ZIXUAN, "say", chat_id=HIKE, text="难听的话")
        await town.says(YINUO, "/report 骂人", chat=HIKE, reply_to=said["message_id"])
        assert "t.me" not in town.world.sent(KITCHEN)[-1]["text"]

    async def test_five_a_day_and_the_same_one_counts_once(self, town: Story) -> None:
        for number in range(6):
            said = await town.does(VICTIM, "say", chat_id=FORUM, text=f"话{number}")
            answer = await town.says(MEMBER, "举报", reply_to=said["message_id"])
        assert "最多举报 5 次" in answer["text"]
        assert len(await town.rows("SELECT 1 FROM reports")) == 5

    async def test_without_a_message_it_asks_for_one(self, town: Story) -> None:
        assert "/report" in (await town.says(MEMBER, "/report"))["text"]

    async def test_members_cannot_judge(self, town: Story) -> None:
        said = await town.does(VICTIM, "say", chat_id=FORUM, text="难听的话")
        await town.says(XIAOMAN, "/report", reply_to=said["message_id"])
        await town.presses(XIAOMAN, "不成立", chat=KITCHEN)
        assert "管理员" in town.toasts(XIAOMAN)[-1]
        assert await town.rows("SELECT state FROM reports") == [{"state": "open"}]
