"""Stories of feedback whose author the desk does not know."""

from __future__ import annotations

import json

import pytest

from bot.sealing import Sealing
from storage import secret_file
from storage.registry import TABLES
from tests.handlers.feedback.given import card, desk, number_of
from tests.story import (
    KITCHEN,
    OWNER,
    YINUO,
    ZIXUAN,
    Story,
)

__all__ = ["desk"]


SECRET_WORDS = "管理员周明远总是拖很久才回话"


class TestAnonymously:
    async def test_in_private_only(self, desk: Story) -> None:
        assert "请私聊" in (await desk.says(YINUO, f"/feedback anonymous {SECRET_WORDS}"))["text"]
        assert not await desk.rows("SELECT 1 FROM feedback")

    @pytest.mark.parametrize("spoken", ["/feedback anonymous {}", "/feedback 匿名 {}", "匿名反馈 {}", "匿名反饋 {}"])
    async def test_however_it_is_said(self, desk: Story, spoken: str) -> None:
        await desk.says(ZIXUAN, "早")
        answer = await desk.says(ZIXUAN, spoken.format(SECRET_WORDS), chat=ZIXUAN)
        assert number_of(answer) == 1
        shown = card(desk)["text"]
        assert "匿名" in shown
        assert "王子轩" not in shown
        assert SECRET_WORDS in shown

    async def test_answered_without_anyone_knowing_to_whom(self, desk: Story) -> None:
        await desk.says(ZIXUAN, "早")
        number = number_of(await desk.says(ZIXUAN, f"匿名反馈 {SECRET_WORDS}", chat=ZIXUAN))
        await desk.says(OWNER, f"/feedback {number} answer 会改进", chat=KITCHEN)
        assert "会改进" in desk.world.sent(ZIXUAN)[-1]["text"]
        assert "会改进" in (await desk.says(ZIXUAN, f"/feedback {number}", chat=ZIXUAN))["text"]
        assert f"#{number}" in (await desk.says(ZIXUAN, "反馈", chat=ZIXUAN))["text"]

    async def test_in_the_group_its_author_does_not_betray_themselves(self, desk: Story) -> None:
        await desk.says(ZIXUAN, "早")
        number = number_of(await desk.says(ZIXUAN, f"匿名反馈 {SECRET_WORDS}", chat=ZIXUAN))
        assert "在私聊里看" in (await desk.says(ZIXUAN, f"/feedback {number}"))["text"]
        assert f"#{number}" not in (await desk.says(ZIXUAN, "/feedback"))["text"]

    async def test_blocked_without_being_known(self, desk: Story) -> None:
        await desk.says(ZIXUAN, "早")
        await desk.says(ZIXUAN, f"匿名反馈 {SECRET_WORDS}", chat=ZIXUAN)
        await desk.presses(OWNER, "屏蔽此匿名者", chat=KITCHEN)
        assert "没人知道" in desk.toasts(OWNER)[-1]
        assert "不再收" in (await desk.says(ZIXUAN, "匿名反馈 又来了", chat=ZIXUAN))["text"]
        assert number_of(await desk.says(ZIXUAN, "/feedback 署名说一句"))

    async def test_no_row_holds_the_voice_and_the_member_together(self, desk: Story) -> None:
        """Every table is hunted through: whatever row knows the feedback does not know whose it is."""
        await desk.says(ZIXUAN, "早")
        number = number_of(await desk.says(ZIXUAN, f"匿名反馈 {SECRET_WORDS}", chat=ZIXUAN))
        await desk.says(OWNER, f"/feedback {number} answer 会改进", chat=KITCHEN)
        await desk.says(ZIXUAN, f"/feedback {number}", chat=ZIXUAN)
        voice = (await desk.rows("SELECT voice FROM feedback"))[0]["voice"]
        sealed = (await desk.rows("SELECT sealed FROM feedback"))[0]["sealed"]
        for table in TABLES:
            for row in await desk.rows(f"SELECT * FROM {table}"):
                words = json.dumps(row, ensure_ascii=False)
                of_the_feedback = (voice, sealed, SECRET_WORDS, f"#{number}", "会改进")
                knows_it = any(each in words for each in of_the_feedback)
                assert not (knows_it and (str(ZIXUAN) in words or "王子轩" in words)), (table, row)
        assert not [row for row in await desk.rows("SELECT * FROM outbox") if SECRET_WORDS in row["body"]]

    async def test_no_button_at_the_desk_tells_either(self, desk: Story) -> None:
        await desk.says(ZIXUAN, "早")
        await desk.says(ZIXUAN, f"匿名反馈 {SECRET_WORDS}", chat=ZIXUAN)
        assert str(ZIXUAN) not in json.dumps(card(desk)["reply_markup"])

    async def test_with_another_secret_the_store_alone_leads_nowhere(self, desk: Story) -> None:
        await desk.says(ZIXUAN, "早")
        await desk.says(ZIXUAN, f"匿名反馈 {SECRET_WORDS}", chat=ZIXUAN)
        row = (await desk.rows("SELECT voice, sealed FROM feedback"))[0]
        ours, other = Sealing(secret_file.read(secret_file.beside(desk.config.database))), Sealing(bytes(32))
        assert ours.reveal("author", row["sealed"]) == ZIXUAN
        assert other.reveal("author", row["sealed"]) == 0
        assert other.mark("voice", ZIXUAN) != row["voice"] == ours.mark("voice", ZIXUAN)

    async def test_given_out_and_forgotten_with_the_rest(self, desk: Story) -> None:
        await desk.says(ZIXUAN, "早")
        await desk.says(ZIXUAN, f"匿名反馈 {SECRET_WORDS}", chat=ZIXUAN)
        await desk.says(ZIXUAN, "/mydata", chat=ZIXUAN)
        files = [each for each in desk.world.files.values() if each.name == "mydata.json"]
        assert SECRET_WORDS in files[-1].content.decode()
        await desk.says(ZIXUAN, "/forgetme", chat=ZIXUAN)
        await desk.presses(ZIXUAN, "确认删除", chat=ZIXUAN)
        assert await desk.rows("SELECT 1 FROM feedback") == []
