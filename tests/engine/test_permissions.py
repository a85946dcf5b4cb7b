"""Stories of who may do what: every action by every kind of person, through real updates, and what is written down."""

from __future__ import annotations

from typing import Any

import pytest

from bot.engine.buttons import pack
from handlers.feedback.buttons import AtDesk
from handlers.moderation.reports import Judged
from playground.world.errors import RefusedError
from storage.errors import RowRefusedError
from tests.engine.town import BANNED, LEFT, MEMBER, OPERATOR, STRONG, VICTIM, WEAK, forges
from tests.story import (
    EMMA,
    FORUM,
    KITCHEN,
    OWNER,
    XIAOMAN,
    Story,
)

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
    "收进知识库",
    "处理中",
    "已答复",
    "已结束",
    "不能屏蔽",
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
        assert "周明远：给 王子轩 加分（5 画得好）" in shown
        assert "匿名管理员：扣 王子轩 的分（2 刷屏）" in shown

    async def test_a_language_stands_in_it_by_its_own_name(self, town: Story) -> None:
        await town.says(OWNER, "/language")
        await town.presses(OWNER, "English")
        assert "林书瑶 changed the group's language (English)" in (await town.says(OWNER, "/audit"))["text"]

    async def test_it_cannot_be_rewritten(self, town: Story) -> None:
        await town.says(STRONG, f"/grant {VICTIM} 5 画得好")
        for change in ("deed = 'x'", "words = 'x'", "actor_id = 7", "at = 0"):
            with pytest.raises(RowRefusedError):
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
        assert "匿名管理员：给 王子轩 加分（5000 大奖）" in (await town.says(OWNER, "/audit"))["text"]

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
        assert "已取消" in (await town.presses(OWNER, "取消"))["text"]
        await town.says(OWNER, f"/deduct {VICTIM} 1000 罚", anonymous=True)
        await town.passes(601)
        assert "没有人确认" in town.world.sent(FORUM)[-1]["text"]
        assert not await town.rows("SELECT 1 FROM ledger WHERE amount >= 1000")
