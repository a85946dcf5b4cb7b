"""Stories of question banks: from files of three kinds into the group's bank, and rounds that the schedule begins."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.domain.polls.bank import faults_of, read_bank
from bot.domain.polls.refusals import NothingRight, OptionCount, UnreadableBank
from bot.services.rounds import BREATH
from tests.handlers.polls.asked import last_poll, votes, words_of
from tests.story import FORUM, KITCHEN, MODERATOR, OWNER, YINUO, ZIXUAN, Story, told

MOONCAKE = "月饼是哪个节吃的 | 端午 | *中秋 | #why 八月十五"
FESTIVALS = "哪些是节日 | *端午 | 周一 | *中秋"
CSV = """question,A,B,C,right,why
月饼是哪个节吃的,端午,中秋,,B,八月十五
哪些是节日,端午,周一,中秋,1;3,
"""
TOML = """
[[question]]
question = "月饼是哪个节吃的"
options = ["端午", "中秋"]
right = "中秋"
why = "八月十五"

[[question]]
question = "哪些是节日"
options = ["端午", "周一", "中秋"]
right = [1, 3]
"""
SCHEDULE = f"""
[[schedule]]
name = "周末问答"
chats = [{FORUM}]
at = "2027-01-16 13:00"
pin = true
"""


async def uploads(story: Story, content: str | bytes, name: str, *, who: int = OWNER, chat: int = FORUM) -> str:
    data = content.encode() if isinstance(content, str) else content
    file = base64.b64encode(data).decode()
    await story.does(who, "document", chat_id=chat, file=file, name=name, caption="/quiz add")
    return words_of(story.world.sent(chat)[-1])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bank.txt", f"# 节日\n{MOONCAKE}\n\n{FESTIVALS}\n".encode()),
        ("bank.csv", CSV.encode("utf-8-sig")),
        ("bank.CSV", CSV.encode("gb18030")),
        ("bank.csv", CSV.replace(";", "、").replace(",", ";").encode()),
        ("bank.toml", TOML.encode()),
    ],
)
def test_three_kinds_of_files_say_the_same(name: str, content: bytes) -> None:
    bank = read_bank(content, name=name)
    assert [each.line for each in bank] == [MOONCAKE, FESTIVALS]
    assert not faults_of(bank)


def test_bars_within_words_part_nothing() -> None:
    (one,) = read_bank('问题,甲,乙,答案\n"选 a|b",甲|乙,丙,甲|乙\n'.encode(), name="a.csv")
    assert one.line == "选 a/b | *甲/乙 | 丙"


def test_each_fault_is_named_with_its_place_and_reason() -> None:
    bank = read_bank(f"{MOONCAKE}\n没有对的 | 甲 | 乙\n一个 | *甲\n".encode())
    assert [(each.written.at, type(each.why)) for each in faults_of(bank)] == [(2, NothingRight), (3, OptionCount)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"a,b,c\n1,2,3\n"),
        ("a.csv", b""),
        ("a.toml", b"x = "),
        ("a.toml", b"question = 3"),
        ("a.txt", b"\xff\xff\xff"),
    ],
)
def test_what_is_no_bank_is_refused_as_a_whole(name: str, content: bytes) -> None:
    with pytest.raises(UnreadableBank):
        read_bank(content, name=name)


class TestUploading:
    async def test_a_file_fills_the_groups_bank(self, story: Story) -> None:
        assert "收下 2 道题，题库里现在有 2 道" in await uploads(story, CSV, "节日.csv")
        await story.says(OWNER, "/quiz round 2 30s")
        assert last_poll(story)["poll"]["explanation"] == "八月十五"

    async def test_in_private_nobody_reads_the_answers(self, story: Story) -> None:
        for chat in (FORUM, KITCHEN):
            await story.says(OWNER, "我在", chat=chat)
        await uploads(story, TOML, "节日.toml", chat=OWNER)
        await story.presses(OWNER, "深夜厨房", chat=OWNER)
        assert "收下 2 道题" in words_of(story.world.sent(OWNER)[-1])
        await story.says(OWNER, "/quiz round 2", chat=KITCHEN)
        assert "poll" in story.world.sent(KITCHEN)[-1]

    async def test_one_bad_question_refuses_all_and_says_why(self, story: Story) -> None:
        said = await uploads(story, CSV + "没有对的,甲,乙,,,\n", "节日.csv")
        assert "第 4 题收不下：「没有对的 | 甲 | 乙」" in said
        assert "没有标出正确答案" in said
        assert "题库还空着" in (await story.says(OWNER, "/quiz round"))["text"]

    async def test_what_cannot_be_read_is_told(self, story: Story) -> None:
        assert "读不懂" in await uploads(story, "甲,乙\n1,2\n", "a.csv")

    async def test_members_may_not(self, story: Story) -> None:
        assert "管理员" in await uploads(story, CSV, "a.csv", who=YINUO)


class TestTheBank:
    async def held(self, story: Story, *more: str) -> None:
        await story.says(OWNER, "我在")
        await story.says(OWNER, "/start", chat=OWNER)
        await story.says(OWNER, "\n".join(["/quiz add", MOONCAKE, FESTIVALS, *more]), chat=OWNER)

    async def test_the_group_is_told_how_many_and_never_what_is_right(self, story: Story) -> None:
        await self.held(story)
        told_here = await story.says(MODERATOR, "/quiz 题库")
        assert "2 道题" in told_here["text"]
        assert "中秋" not in told_here["text"]
        assert "管理员" in (await story.says(YINUO, "/quiz bank"))["text"]

    async def test_in_private_it_is_read_page_by_page_with_what_is_right(self, story: Story) -> None:
        await self.held(story, *(f"第 {each} 题 | *对 | 错" for each in range(3, 11)))
        first = (await story.says(OWNER, "/quiz bank", chat=OWNER))["text"]
        assert "10 道题" in first
        assert "2. 哪些是节日 → 端午、中秋" in first
        second = (await story.presses(OWNER, "下一页 ›", chat=OWNER))["text"]
        assert "9. 第 9 题 → 对" in second
        assert "1. " in (await story.presses(OWNER, "‹ 上一页", chat=OWNER))["text"]

    async def test_what_is_handed_out_fills_an_empty_bank_again(self, story: Story) -> None:
        await self.held(story)
        await story.says(OWNER, "/quiz bank", chat=OWNER)
        await story.presses(OWNER, "导出", chat=OWNER)
        content = last_file(story)
        assert [each.line for each in read_bank(content, name="quiz-bank-1.txt")] == [MOONCAKE, FESTIVALS]
        await story.presses(OWNER, "清空", chat=OWNER)
        message_id, sure = story.button(OWNER, "真的清空")
        await story.restart()
        before = len(story.world.sent(OWNER))
        await story.presses(OWNER, "真的清空", chat=OWNER)
        assert any("已清空 2 道题" in words_of(each) for each in story.world.sent(OWNER))
        assert len(story.world.sent(OWNER)) == before + 1, "the file comes once more before it goes"
        assert last_file(story) == content
        story.world.press_vanished(OWNER, OWNER, message_id, sure)
        await story.settle()
        assert "过时" in story.toasts(OWNER)[-1]
        assert "题库还空着" in (await story.says(OWNER, "/quiz bank", chat=OWNER))["text"]
        assert "收下 2 道题" in await uploads(story, content, "quiz-bank-1.txt", chat=OWNER)
        assert "清空题库" in (await story.says(OWNER, "/audit"))["text"]

    async def test_what_came_in_after_the_question_stays_and_they_may_be_kept(self, story: Story) -> None:
        await self.held(story)
        await story.says(OWNER, "/quiz bank", chat=OWNER)
        await story.presses(OWNER, "清空", chat=OWNER)
        assert "2 道题" in (await story.presses(OWNER, "取消", chat=OWNER))["text"]
        await story.presses(OWNER, "清空", chat=OWNER)
        await story.says(MODERATOR, "/quiz add\n一加一 | *二 | 三")
        await story.presses(OWNER, "真的清空", chat=OWNER)
        assert await story.rows("SELECT question FROM questions") == [{"question": "一加一"}]

    async def test_a_moderator_who_lost_the_right_empties_nothing(self, story: Story) -> None:
        await self.held(story)
        await story.says(MODERATOR, "在")
        await story.says(MODERATOR, "/start", chat=MODERATOR)
        await story.says(MODERATOR, "/quiz bank", chat=MODERATOR)
        await story.presses(MODERATOR, "清空", chat=MODERATOR)
        await story.does(OWNER, "demote", chat_id=FORUM, user_id=MODERATOR)
        await story.presses(MODERATOR, "真的清空", chat=MODERATOR)
        assert "管理员" in story.toasts(MODERATOR)[-1]
        assert len(await story.rows("SELECT 1 FROM questions")) == 2


def last_file(story: Story, chat: int = OWNER) -> bytes:
    sent = [each["document"] for each in story.world.sent(chat) if "document" in each]
    return story.world.files[sent[-1]["file_id"]].content


class TestBySchedule:
    async def test_a_round_begins_out_of_the_bank(self, tmp_path: Path) -> None:
        async with told(tmp_path, f'{SCHEDULE}quiz = "round 2 30s"\n') as story:
            await uploads(story, CSV, "节日.csv")
            await story.passes(3600)
            sent = story.world.sent(FORUM)
            assert "一共 2 题，每题 30 秒" in words_of(sent[-2])
            await votes(story, YINUO, 1)
            await story.passes(35)
            await story.passes(BREATH)
            await votes(story, YINUO, 0, 2)
            await story.passes(35)
            assert "1. 陈一诺　答对 2 题" in words_of(story.world.sent(FORUM)[-1])

    async def test_without_a_bank_the_moderators_hear_it_and_the_schedule_goes_on(self, tmp_path: Path) -> None:
        async with told(tmp_path, f'{SCHEDULE}quiz = "round"\n') as story:
            await story.says(OWNER, "/start", chat=OWNER)
            await story.says(OWNER, "/quiz round")
            before = len(story.world.sent(FORUM))
            await story.passes(3600)
            assert "「周末问答」没能发出。题库还空着" in words_of(story.world.sent(OWNER)[-1])
            assert len(story.world.sent(FORUM)) == before
            assert [row["state"] for row in await story.rows("SELECT state FROM schedule_runs")] == ["posted"]

    async def test_a_scheduled_quiz_lives_like_any_other(self, tmp_path: Path) -> None:
        async with told(tmp_path, f'{SCHEDULE}quiz = "{MOONCAKE} | #ends 1h"\n') as story:
            await story.passes(3600)
            assert any(name == "pinChatMessage" for name, _ in story.world.calls)
            await votes(story, YINUO, 1)
            await votes(story, ZIXUAN, 0)
            await story.passes(3605)
            card = words_of(story.world.sent(FORUM)[-1])
            assert "1 人答对，依次是：陈一诺" in card
            assert "1 位答对的成员各得 5 分" in card


def test_check_bank_names_every_fault_and_what_is_good(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.csv"
    good.write_text(TOML, encoding="utf-8")
    bad.write_text(CSV + "没有对的,甲,乙,,,\n,甲,乙,,A,\n", encoding="utf-8")
    chinese = CliRunner(env={"LC_ALL": "zh_CN.UTF-8"})
    said = chinese.invoke(main, ["check-bank", str(good)])
    assert (said.exit_code, said.output) == (
        0,
        f"ok: {good}，2 道题；发到群里，配文写 /quiz add\n",
    )
    said = chinese.invoke(main, ["check-bank", str(bad)])
    assert said.exit_code == 1
    assert "错误 第 4 题：没有标出正确答案" in said.output
    assert "错误 第 5 题：要写一个问题和 2 到 12 个选项" in said.output
