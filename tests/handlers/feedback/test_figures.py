"""Stories of what feedback comes to: the desk's figures, files to take away, and "you said, we did"."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground.world.values import StoredFile
from tests.handlers.feedback.given import DESK, number_of
from tests.handlers.feedback.test_anonymously import SECRET_WORDS
from tests.story import FORUM, KITCHEN, MODERATOR, OWNER, YINUO, ZIXUAN, Story, told

WEEKLY = """
[[schedule]]
name = "你们说我们办"
chats = [-1001000000001]
cron = "0 20 * * 0"
report = "feedback"
"""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, DESK + WEEKLY) as story:
        for who in (OWNER, YINUO, ZIXUAN):
            await story.says(who, "早")
            await story.says(who, "/start", chat=who)
        yield story


async def gives(story: Story, who: int, words: str) -> int:
    return number_of(await story.says(who, f"/feedback {words}"))


def file(story: Story, ending: str) -> StoredFile:
    return [each for each in story.world.files.values() if each.name.endswith(ending)][-1]


class TestFigures:
    async def test_how_long_how_many_and_how_content(self, desk: Story) -> None:
        first = await gives(desk, YINUO, "抽奖的按钮坏了")
        second = await gives(desk, ZIXUAN, "希望周末多办读书会")
        await gives(desk, ZIXUAN, "请问群规在哪")
        await desk.passes(3600)
        await desk.says(OWNER, f"/feedback {first} answer 在修", chat=KITCHEN)
        await desk.passes(2 * 3600)
        await desk.says(OWNER, f"/feedback {second} close 下周就办", chat=KITCHEN)
        await desk.presses(ZIXUAN, "4", chat=ZIXUAN)
        shown = (await desk.says(OWNER, "/feedback figures"))["text"]
        for words in (
            "收到 3 条，答复 2 条",
            "2 小时 0 分",
            "待答复 1 条",
            "满意度 4.0 分",
            "问题 1",
            "建议 1",
            "提问 1",
        ):
            assert words in shown, (words, shown)

    async def test_an_empty_desk_has_figures_too(self, desk: Story) -> None:
        assert "收到 0 条" in (await desk.says(OWNER, "/feedback 数据"))["text"]

    async def test_for_moderators_alone(self, desk: Story) -> None:
        for words in ("/feedback figures", "/feedback export"):
            assert "只有管理员" in (await desk.says(YINUO, words))["text"]
        assert not [each for each in desk.world.files.values() if each.name.startswith("feedback-")]

    async def test_another_groups_feedback_is_not_in_them(self, desk: Story) -> None:
        await gives(desk, YINUO, "抽奖的按钮坏了")
        assert "收到 0 条" in (await desk.says(OWNER, "/feedback figures", chat=KITCHEN))["text"]


class TestFiles:
    async def test_sent_privately_with_formulas_defused_and_voices_unnamed(self, desk: Story) -> None:
        await gives(desk, YINUO, '=HYPERLINK("http://x","点我")')
        await desk.says(ZIXUAN, f"匿名反馈 {SECRET_WORDS}", chat=ZIXUAN)
        answer = await desk.says(OWNER, "/feedback export")
        assert "2 条反馈" in answer["text"]
        sheet, data = file(desk, ".csv"), file(desk, ".json")
        assert sheet.name == "feedback-2027-01-16.csv"
        rows = list(csv.DictReader(io.StringIO(sheet.content.decode("utf-8-sig"))))
        assert rows[1]["words"].startswith("'=HYPERLINK")
        assert rows[0]["author"].startswith("anonymous ")
        assert rows[1]["author"] == "陈一诺"
        told_ = json.loads(data.content)
        assert told_["format"] == "weilu-feedback/1"
        assert told_["feedback"][0]["words"] == SECRET_WORDS
        both = sheet.content.decode() + data.content.decode()
        voice = (await desk.rows("SELECT voice FROM feedback WHERE voice <> ''"))[0]["voice"]
        assert str(ZIXUAN) not in both
        assert "王子轩" not in both
        assert voice not in both
        assert "导出反馈" in (await desk.says(OWNER, "/audit"))["text"]

    async def test_whoever_has_not_begun_is_asked_to(self, desk: Story) -> None:
        answer = await desk.says(MODERATOR, "/feedback 导出")
        assert "先打开和我的私聊" in answer["text"]
        assert not [each for each in desk.world.files.values() if each.name.startswith("feedback-")]

    async def test_no_row_of_the_files_stays_in_the_outbox(self, desk: Story) -> None:
        await gives(desk, YINUO, "希望周末多办读书会")
        await desk.says(OWNER, "/feedback export")
        assert not await desk.rows("SELECT 1 FROM outbox WHERE body LIKE '%feedback-2027%'")


class TestYouSaidWeDid:
    async def test_told_once_a_week_in_moderators_words(self, desk: Story) -> None:
        number = await gives(desk, YINUO, "希望周末多办读书会，我一个人在家太闷")
        await desk.presses(OWNER, "采纳", chat=KITCHEN)
        await desk.says(OWNER, f"/feedback {number} public 每月办两场读书会", chat=KITCHEN)
        await gives(desk, ZIXUAN, "没有公开的这条")
        await desk.passes(32 * 3600 + 60)  # Sunday 20:01
        post = desk.world.sent(FORUM)[-1]["text"]
        assert "你们说的，我们办了" in post
        assert "每月办两场读书会" in post
        assert "太闷" not in post
        assert "陈一诺" not in post
        assert "没有公开的" not in post
        await desk.passes(7 * 24 * 3600)
        told_ = [each for each in desk.world.sent(FORUM) if "我们办了" in each.get("text", "")]
        assert len(told_) == 1

    async def test_where_nothing_came_of_anything_nothing_is_said(self, desk: Story) -> None:
        await gives(desk, YINUO, "希望周末多办读书会")
        await desk.passes(32 * 3600 + 60)
        assert not [each for each in desk.world.sent(FORUM) if "我们办了" in each.get("text", "")]
