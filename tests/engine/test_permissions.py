"""Stories of who may do what: every action by every kind of person, through real updates, and what is written down."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.engine.buttons import pack
from handlers.feedback.buttons import AtDesk
from handlers.moderation.reports import Judged
from playground.world.errors import RefusedError
from tests.story import (
    EMMA,
    FORUM,
    HAORAN,
    HIKE,
    KITCHEN,
    MODERATOR,
    MUYANG,
    OWNER,
    PEISHAN,
    TSZCHING,
    XIAOMAN,
    YINUO,
    ZIXUAN,
    Story,
    told,
)

OPERATOR, WEAK, STRONG, LEFT, BANNED, MEMBER, VICTIM = TSZCHING, MUYANG, MODERATOR, PEISHAN, HAORAN, YINUO, ZIXUAN

RIGHTS = ["can_restrict_members", "can_change_info"]
NEEDS = {
    "/grant {victim} 5 好": "can_restrict_members",
    "/deduct {victim} 1 刷屏": "can_restrict_members",
    "/undo {entry}": "can_restrict_members",
    "/language": "can_change_info",
    "/doctor": "administrator",
    "/audit": "administrator",
    "/kb new 问 | 答": "administrator",
    "/feedback {ticket} claim": "administrator",
    "/feedback {ticket} answer 好": "administrator",
    "/feedback {ticket} close 好": "administrator",
    "/feedback {ticket} block": "administrator",
}
"""Every action of moderators, and the right of Telegram's that it asks for."""

DONE = (
    "加了",
    "扣了",
    "撤销",
    "哪种语言",
    "体检",
    "管理记录",
    "记进知识库",
    "处理中",
    "已答复",
    "已结束",
    "没有什么可屏蔽",
)
REFUSED = ("只有管理员", "权限，你还没有", "身份")

ALLOWED = {
    "member": (),
    "weak": ("administrator",),
    "strong": ("administrator", "can_restrict_members", "can_change_info"),
    "owner": ("administrator", "can_restrict_members", "can_change_info"),
    "anonymous": ("administrator", "can_restrict_members", "can_change_info"),
    "operator": ("administrator", "can_restrict_members", "can_change_info"),
    "channel": (),
}
WHO = {"member": MEMBER, "weak": WEAK, "strong": STRONG, "owner": OWNER, "anonymous": OWNER, "operator": OPERATOR,
       "channel": MEMBER}  # fmt: skip


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Story]:
    """An operator, moderators with and without rights, someone who left, someone banned; an entry and a ticket."""
    extra = f"\n[access]\noperators = [{OPERATOR}]\n[desk]\nchat = {KITCHEN}\n"
    async with told(tmp_path, extra) as story:
        story.world.chats[FORUM].members[OWNER].is_anonymous = True
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=STRONG, rights=RIGHTS)
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=WEAK, rights=["can_pin_messages"])
        for who in (MEMBER, VICTIM, LEFT, BANNED):
            await story.says(who, "签到")
        await story.says(MEMBER, "/feedback 有个按钮坏了")
        await story.does(LEFT, "leave", chat_id=FORUM)
        await story.does(OWNER, "ban", chat_id=FORUM, user_id=BANNED)
        yield story


async def tries(story: Story, role: str, action: str) -> str:
    entry = (await story.rows("SELECT id FROM ledger WHERE to_account = :id", id=VICTIM))[0]["id"]
    words = action.format(victim=VICTIM, entry=entry, ticket=1)
    how: dict[str, Any] = {"anonymous": role == "anonymous", "channel": "某个频道" if role == "channel" else ""}
    answer: str = (await story.says(WHO[role], words, **how)).get("text", "")
    return answer


class TestTheMatrix:
    @pytest.mark.parametrize("role", ALLOWED)
    @pytest.mark.parametrize("action", NEEDS)
    async def test_every_deed_by_every_role(self, town: Story, role: str, action: str) -> None:
        answer = await tries(town, role, action)
        if NEEDS[action] in ALLOWED[role]:
            assert any(word in answer for word in DONE), answer
        else:
            assert any(word in answer for word in REFUSED), answer
            assert not await town.rows("SELECT 1 FROM audit")
            assert len(await town.rows("SELECT 1 FROM ledger")) == 4
            assert await town.rows("SELECT state FROM feedback") == [{"state": "open"}]

    @pytest.mark.parametrize("who", [LEFT, BANNED])
    async def test_whoever_is_out_of_the_group_can_do_nothing_there(self, town: Story, who: int) -> None:
        with pytest.raises(RefusedError):
            await town.says(who, "/grant 5")
        await town.does(who, "say", chat_id=who, text="/start")
        for action in NEEDS:
            words = action.format(victim=VICTIM, entry=1, ticket=1)
            await town.says(who, words, chat=who)
        assert not await town.rows("SELECT 1 FROM audit")
        assert not await town.rows("SELECT 1 FROM knowledge")
        assert await town.rows("SELECT state FROM feedback") == [{"state": "open"}]

    async def test_rights_taken_away_count_at_once(self, town: Story) -> None:
        assert "加了" in await tries(town, "strong", "/grant {victim} 5 好")
        await town.does(OWNER, "demote", chat_id=FORUM, user_id=STRONG)
        assert "只有管理员" in await tries(town, "strong", "/grant {victim} 5 好")

    async def test_a_right_of_one_group_is_none_in_another(self, town: Story) -> None:
        await town.does(OWNER, "promote", chat_id=KITCHEN, user_id=EMMA, rights=["can_restrict_members"])
        answer = await town.says(EMMA, "/feedback 1 claim", chat=KITCHEN)
        assert "只有管理员" in answer["text"]


MADE_UP = ["fd:1:claim", "fd:x:claim:0", "fd:1:steal:0", "rp:1:won", "cf::1", "fs:1:99", "zz:1", "::"]


async def forges(story: Story, who: int, message_id: int, data: str, *, chat: int = KITCHEN) -> None:
    """A press that no button shows, or shows no more."""
    story.world.press_vanished(who, chat, message_id, data)
    await story.settle()


class TestForgedButtons:
    async def test_a_members_own_made_press_at_the_desk_is_refused(self, town: Story) -> None:
        card = town.world.sent(KITCHEN)[-1]
        for what in ("claim", "block", "merge", "answer", "close"):
            data = pack(AtDesk(1, what, 0))
            await forges(town, XIAOMAN, card["message_id"], data)
            assert "管理员" in town.toasts(XIAOMAN)[-1]
        assert await town.rows("SELECT state FROM feedback") == [{"state": "open"}]

    @pytest.mark.parametrize("data", MADE_UP)
    async def test_damaged_and_made_up_data_does_nothing(self, town: Story, data: str) -> None:
        card = town.world.sent(KITCHEN)[-1]
        await forges(town, OWNER, card["message_id"], data)
        assert await town.rows("SELECT state, score FROM feedback") == [{"state": "open", "score": 0}]
        assert "过时" in town.toasts(OWNER)[-1]

    async def test_a_button_of_what_is_gone_is_told_so(self, town: Story) -> None:
        card = town.world.sent(KITCHEN)[-1]
        for data in (pack(AtDesk(99, "claim", 0)), pack(Judged(99, "upheld"))):
            before = len(town.toasts(OWNER))
            await forges(town, OWNER, card["message_id"], data)
            assert town.toasts(OWNER)[before:]


class TestTheAuditLog:
    async def test_who_did_what_to_whom_and_why(self, town: Story) -> None:
        await town.says(STRONG, f"/grant {VICTIM} 5 画得好")
        await town.says(OWNER, f"/deduct {VICTIM} 2 刷屏", anonymous=True)
        shown = (await town.says(WEAK, "/audit"))["text"]
        assert "周明远 给 王子轩 加分 5 画得好" in shown
        assert "匿名管理员 扣 王子轩 的分 2 刷屏" in shown

    async def test_it_cannot_be_rewritten(self, town: Story) -> None:
        await town.says(STRONG, f"/grant {VICTIM} 5 画得好")
        for change in ("deed = 'x'", "words = 'x'", "actor_id = 7", "at = 0"):
            with pytest.raises(sqlite3.IntegrityError):
                async with town.app.database.unit() as unit:
                    await unit.run(f"UPDATE audit SET {change}")

    async def test_a_refused_deed_is_not_in_it(self, town: Story) -> None:
        await town.says(STRONG, f"/deduct {VICTIM} 9999 刷屏")
        assert "还没有" in (await town.says(OWNER, "/audit"))["text"]


class TestHiddenHands:
    async def test_a_large_sum_waits_for_a_tap_that_tells_the_bot_alone(self, town: Story) -> None:
        asked = await town.says(OWNER, f"/grant {VICTIM} 5000 大奖", anonymous=True)
        assert "点一下确认" in asked["text"]
        await town.presses(MEMBER, "确认")
        assert "管理员" in town.toasts(MEMBER)[-1]
        done = await town.presses(OWNER, "确认")
        assert "加了 5000 分" in done["text"]
        assert "林书瑶" not in done["text"]
        assert "匿名管理员 给 王子轩 加分 5000 大奖" in (await town.says(OWNER, "/audit"))["text"]

    async def test_a_second_tap_gives_nothing_more(self, town: Story) -> None:
        await town.says(OWNER, f"/grant {VICTIM} 5000 大奖", anonymous=True)
        message_id, data = town.button(FORUM, "确认")
        for _ in range(3):
            await forges(town, OWNER, message_id, data, chat=FORUM)
        assert len(await town.rows("SELECT 1 FROM ledger WHERE amount = 5000")) == 1

    async def test_nobody_gives_to_themselves_behind_the_mask(self, town: Story) -> None:
        await town.says(STRONG, "签到")
        await town.says(OWNER, f"/grant {STRONG} 5000 大奖", anonymous=True)
        await town.presses(STRONG, "确认")
        assert "不能给自己" in town.toasts(STRONG)[-1]

    async def test_dropped_or_lapsed_it_is_not_done(self, town: Story) -> None:
        await town.says(OWNER, f"/grant {VICTIM} 5000 大奖", anonymous=True)
        assert "不办了" in (await town.presses(OWNER, "不办了"))["text"]
        await town.says(OWNER, f"/deduct {VICTIM} 1000 罚", anonymous=True)
        await town.passes(601)
        assert "没有人确认" in town.world.sent(FORUM)[-1]["text"]
        assert not await town.rows("SELECT 1 FROM ledger WHERE amount >= 1000")


class TestReports:
    async def test_brought_to_the_desk_and_its_outcome_told(self, town: Story) -> None:
        await town.says(MEMBER, "/start", chat=MEMBER)
        said = await town.does(VICTIM, "say", chat_id=FORUM, text="难听的话")
        await town.says(MEMBER, "/report 骂人", reply_to=said["message_id"])
        card = town.world.sent(KITCHEN)[-1]["text"]
        assert all(word in card for word in ("难听的话", "骂人", "王子轩", "陈一诺"))
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
        assert "要举报哪一句" in (await town.says(MEMBER, "/report 骂人"))["text"]

    async def test_the_log_has_no_holes_where_nobody_was_meant(self, town: Story) -> None:
        await town.says(OWNER, "/incident open 停电")
        shown = (await town.says(OWNER, "/audit"))["text"]
        assert "林书瑶 开了一件事 停电" in shown
        assert "  " not in shown

    async def test_no_reason_given_leaves_no_empty_line(self, town: Story) -> None:
        await town.says(MEMBER, "/start", chat=MEMBER)
        said = await town.does(VICTIM, "say", chat_id=FORUM, text="难听的话")
        await town.says(MEMBER, "/report", reply_to=said["message_id"])
        card = town.world.sent(KITCHEN)[-1]["text"]
        assert "理由" not in card
        assert "举报人：陈一诺" in card

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
