"""Stories of grants to many that are taken back at once."""

from __future__ import annotations

from tests.handlers.grants.polled import poll_of
from tests.story import FORUM, KITCHEN, MODERATOR, MUYANG, OWNER, XIAOMAN, YINUO, ZIXUAN, Story


class TestTakenBackAtOnce:
    async def given(self, careful: Story, *people: int, amount: int = 20) -> None:
        await poll_of(careful, *people)
        await careful.says(MODERATOR, f"/grant {amount} poll 1 谢谢参与")
        await careful.presses(MODERATOR, "确认加分")

    async def test_by_one_button_asked_twice_and_each_entry_has_its_reverse(self, careful: Story) -> None:
        await self.given(careful, YINUO, ZIXUAN)
        await careful.presses(MUYANG, "撤销这次加分")
        await careful.presses(MUYANG, "不撤销")
        await careful.presses(MUYANG, "撤销这次加分")
        assert [await careful.points_of(each) for each in (YINUO, ZIXUAN)] == [20, 20]
        done = (await careful.presses(MUYANG, "真的撤销"))["text"]
        assert "从 2 人收回，一共 40 分" in done
        assert "操作人" in done
        assert [await careful.points_of(each) for each in (YINUO, ZIXUAN)] == [0, 0]
        assert "被 #" in (await careful.says(YINUO, "/ledger"))["text"]
        assert "撤销多人的加分" in (await careful.says(OWNER, "/audit"))["text"]

    async def test_behind_what_a_hidden_administrator_gave_nobody_is_named(self, careful: Story) -> None:
        await poll_of(careful, YINUO)
        await careful.says(OWNER, "/grant 20 poll 1", anonymous=True)
        await careful.presses(OWNER, "确认加分")
        await careful.presses(OWNER, "撤销这次加分")
        assert "匿名管理员" in (await careful.presses(OWNER, "真的撤销"))["text"]
        assert "林书瑶" not in (await careful.says(MUYANG, "/audit"))["text"]
        assert await careful.rows("SELECT 1 FROM ledger WHERE kind = 'undo' AND actor_id = :id", id=OWNER) == []

    async def test_pressed_again_across_a_restart_it_takes_nothing_twice(self, careful: Story) -> None:
        await self.given(careful, YINUO, ZIXUAN)
        await careful.presses(MUYANG, "撤销这次加分")
        message_id, data = careful.button(FORUM, "真的撤销")
        await careful.says(OWNER, f"/grant {YINUO} 50 再来")
        for _ in range(2):
            careful.world.press_vanished(MUYANG, FORUM, message_id, data)
        await careful.settle()
        await careful.restart()
        careful.world.press_vanished(OWNER, FORUM, message_id, data)
        await careful.settle()
        assert "已经撤销" in careful.toasts(OWNER)[-1]
        assert await careful.points_of(YINUO) == 50
        assert len(await careful.rows("SELECT 1 FROM ledger WHERE kind = 'undo'")) == 2

    async def test_who_spent_it_or_had_it_taken_back_or_is_forgotten_stays_as_they_are(self, careful: Story) -> None:
        await self.given(careful, YINUO, ZIXUAN, XIAOMAN)
        await careful.says(YINUO, f"/give {ZIXUAN} 5")
        await careful.says(XIAOMAN, "/forgetme")
        await careful.presses(XIAOMAN, "确认删除")
        await careful.presses(OWNER, "撤销这次加分")
        done = (await careful.presses(OWNER, "真的撤销"))["text"]
        assert "从 1 人收回，一共 20 分" in done
        assert "另外 2 人" in done
        assert [await careful.points_of(each) for each in (YINUO, ZIXUAN)] == [15, 5]

    async def test_when_nobody_has_it_any_more_that_is_said_and_nothing_is_written(self, careful: Story) -> None:
        await self.given(careful, YINUO)
        await careful.says(YINUO, f"/give {ZIXUAN} 5")
        await careful.presses(OWNER, "撤销这次加分")
        await careful.presses(OWNER, "真的撤销")
        assert "没有可收回的" in careful.toasts(OWNER)[-1]
        assert await careful.rows("SELECT 1 FROM ledger WHERE kind = 'undo'") == []

    async def test_members_may_not_nor_anybody_after_a_week_nor_from_another_group(self, careful: Story) -> None:
        await self.given(careful, YINUO)
        message_id, data = careful.button(FORUM, "撤销这次加分")
        await careful.presses(YINUO, "撤销这次加分")
        assert "管理员" in careful.toasts(YINUO)[-1]
        elsewhere = await careful.says(OWNER, "/poll 别处 | 甲 | 乙", chat=KITCHEN)
        careful.world.press_vanished(OWNER, KITCHEN, elsewhere["message_id"], data)
        await careful.settle()
        assert "过时" in careful.toasts(OWNER)[-1]
        await careful.passes(7 * 24 * 3600 + 60)
        careful.world.press_vanished(OWNER, FORUM, message_id, data.replace("ask", "yes"))
        await careful.settle()
        assert "7 天" in careful.toasts(OWNER)[-1]
        assert await careful.points_of(YINUO) == 20
