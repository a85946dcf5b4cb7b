"""Stories of surveys: put together by questions, answered in private and once, told from five people on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.phone import SCREEN, card_lines
from tests.story import (
    EMMA,
    FORUM,
    HAORAN,
    KITCHEN,
    MODERATOR,
    MUYANG,
    NEWCOMER,
    OWNER,
    XIAOMAN,
    YINUO,
    ZIXUAN,
    Message,
    Story,
    told,
)  # fmt: skip

PEOPLE = (YINUO, ZIXUAN, XIAOMAN, MUYANG, HAORAN, EMMA)
QUESTIONS = "喜欢哪样：徒步 / 读书\n哪天有空（多选）：周五 / 周六 / 周日\n上次满意吗：1-5\n还想说什么"
DAY = 86400


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, f"\n[desk]\nchat = {KITCHEN}\n") as story:
        for who in (OWNER, *PEOPLE):
            await story.says(who, "/start", chat=who)
        for who in PEOPLE:
            await story.says(who, "早")
        yield story


async def opens(story: Story, *, questions: str = QUESTIONS, crowd: str = "所有成员") -> Message:
    await story.says(OWNER, "/survey new", chat=FORUM)
    for words in ("下次办什么", questions):
        await story.says(OWNER, words, chat=OWNER)
    await story.presses(OWNER, crowd, chat=OWNER)
    await story.presses(OWNER, "3 天", chat=OWNER)
    await story.presses(OWNER, "发布调查", chat=OWNER)
    return [each for each in story.world.sent(FORUM) if each.get("text", "").startswith("📋")][-1]


async def fills(story: Story, who: int, number: int, *presses: str) -> Message:
    shown = await story.says(who, f"/start survey{number}", chat=who)
    for each in presses:
        is_words = each.startswith("：")
        shown = await (story.says(who, each[1:], chat=who) if is_words else story.presses(who, each, chat=who))
    return shown


def results(story: Story) -> list[Message]:
    return [each for each in story.world.sent(FORUM) if each.get("text", "").startswith("📊")]


async def test_it_is_put_together_by_questions_and_posted_with_a_way_to_answer_in_private(desk: Story) -> None:
    card = await opens(desk)
    assert card["text"].splitlines()[0] == "📋 下次办什么　#1"
    assert "4 题，1月19日 12:00 前" in card["text"]
    (key,) = card["reply_markup"]["inline_keyboard"][0]
    assert key["url"].endswith("?start=survey1")
    assert card_lines(card) <= SCREEN
    assert "管理员" in (await desk.says(YINUO, "/survey new"))["text"]
    listed = await desk.says(YINUO, "/survey")
    assert "下次办什么" in listed["text"]


async def test_where_there_is_none_moderators_read_how_one_is_made(desk: Story) -> None:
    assert "/survey new" in (await desk.says(MODERATOR, "/survey"))["text"]
    assert (await desk.says(YINUO, "/survey"))["text"] == "现在没有调查。"


async def test_bad_questions_are_told_and_asked_for_again(desk: Story) -> None:
    await desk.says(OWNER, "/survey new")
    await desk.says(OWNER, "下次办什么", chat=OWNER)
    many = "\n".join(f"第{n}题" for n in range(11))
    assert "最多 10 题" in (await desk.says(OWNER, many, chat=OWNER))["text"]
    twice = await desk.says(OWNER, "哪样：甲 / 甲", chat=OWNER)
    assert "不能重样" in twice["text"]
    assert "问哪些人" in (await desk.says(OWNER, "哪样：甲 / 乙", chat=OWNER))["text"]


async def test_that_several_may_be_chosen_is_written_as_people_write_it(desk: Story) -> None:
    for words in ("可多选", "可以多选", "複選", "choose several", "pick any", "Select all that apply"):
        await desk.says(OWNER, "/survey new", chat=FORUM)
        await desk.says(OWNER, "下次办什么", chat=OWNER)
        await desk.says(OWNER, f"哪天有空 ({words})：周五 / 周六", chat=OWNER)
        await desk.presses(OWNER, "所有成员", chat=OWNER)
        shown = await desk.presses(OWNER, "3 天", chat=OWNER)
        assert "1. 哪天有空（多选）：周五 / 周六" in shown["text"], words
        await desk.presses(OWNER, "取消", chat=OWNER)


async def test_answers_are_given_by_presses_and_words_taken_up_after_a_restart_and_given_once(desk: Story) -> None:
    await opens(desk)
    shown = await fills(desk, YINUO, 1, "读书")
    assert "第 2 题，共 4 题" in shown["text"]
    await desk.restart()
    shown = await fills(desk, YINUO, 1)
    assert "哪天有空" in shown["text"], "it goes on where it was left"
    shown = await desk.presses(YINUO, "周五", chat=YINUO)
    shown = await desk.presses(YINUO, "周日", chat=YINUO)
    shown = await desk.presses(YINUO, "✓ 周五", chat=YINUO)
    shown = await desk.presses(YINUO, "选好了", chat=YINUO)
    assert "上次满意吗" in shown["text"]
    shown = await desk.presses(YINUO, "‹ 上一题", chat=YINUO)
    assert "✓ 周日" in str(shown)
    await desk.presses(YINUO, "选好了", chat=YINUO)
    await desk.presses(YINUO, "4", chat=YINUO)
    assert "填完了" in (await desk.says(YINUO, "多办几次", chat=YINUO))["text"]
    assert "已经填过了" in (await fills(desk, YINUO, 1))["text"]
    rows = await desk.rows("SELECT place, value FROM survey_answers ORDER BY place")
    assert [each["value"] for each in rows] == ["1", "2", "3", "多办几次"]
    voices = await desk.rows("SELECT voice FROM survey_answers")
    assert not any(str(YINUO) in each["voice"] for each in voices)
    assert not await desk.rows("SELECT 1 FROM outbox WHERE chat_id = :who AND body LIKE '%喜欢哪样%'", who=YINUO)


async def test_too_few_are_told_of_nothing_and_five_with_a_picture_and_words_without_names(desk: Story) -> None:
    await opens(desk)
    for who in PEOPLE[:4]:
        await fills(desk, who, 1, "徒步", "跳过", "5", "：多走走")
    await desk.passes(3 * DAY + 60)
    assert "填的人不到 5 个" in desk.world.sent(FORUM)[-1]["text"]
    assert results(desk) == []
    await opens(desk)
    for who in PEOPLE[:5]:
        await fills(desk, who, 2, "徒步", "跳过", "5", "：多走走")
    await fills(desk, EMMA, 2, "Skip")
    pictures = len([each for each in desk.world.sent(FORUM) if "photo" in each])
    await desk.says(OWNER, "/survey close 2")
    shown = results(desk)[-1]["text"]
    for words in ("5 人填了", "徒步　100%", "读书　0%", "答的人不到 5 个", "平均 5.0（5 人）", "5 人写了话"):
        assert words in shown, (words, shown)
    assert len([each for each in desk.world.sent(FORUM) if "photo" in each]) == pictures + 1
    at_desk = desk.world.sent(KITCHEN)[-1]["text"]
    assert at_desk.count("多走走") == 5
    assert "陈一诺" not in at_desk
    assert "已经截止了" in (await fills(desk, EMMA, 2))["text"] or "is over" in desk.world.sent(EMMA)[-1]["text"]
    await desk.passes(5 * DAY)
    assert len(results(desk)) == 1


async def test_asked_again_it_tells_what_changed_and_how_sure_that_is(desk: Story) -> None:
    questions = "喜欢哪样：徒步 / 读书\n上次满意吗：1-5"
    await opens(desk, questions=questions)
    for n, who in enumerate(PEOPLE):
        await fills(desk, who, 1, ("徒步", "读书")[n % 2], str(1 + n % 2))
    assert "还没截止" in (await desk.says(OWNER, "/survey again 1"))["text"]
    await desk.passes(3 * DAY + 60)
    await desk.says(OWNER, "/survey again 1 | 2天")
    for n, who in enumerate(PEOPLE):
        await fills(desk, who, 2, ("读书", "徒步")[n % 2], str(4 + n % 2))
    await desk.passes(2 * DAY + 60)
    shown = results(desk)[-1]["text"]
    assert "1.5 → 4.5，有变化" in shown
    assert "50% → 50%，还说不准" in shown


async def test_it_asks_only_whom_it_was_made_for_and_ends_in_the_morning(desk: Story) -> None:
    await opens(desk, crowd="最近一个月说过话的")
    assert "这个调查问的是" in (await fills(desk, MODERATOR, 1))["text"]
    assert "喜欢哪样" in (await fills(desk, YINUO, 1))["text"]
    await desk.says(NEWCOMER, "/start", chat=NEWCOMER)
    assert "喜欢哪样" not in (await fills(desk, NEWCOMER, 1))["text"]
    await desk.passes(14 * 3600)  # 02:00
    before = len(desk.world.sent(FORUM))
    await desk.says(OWNER, "/survey close 1", chat=OWNER)
    await desk.presses(OWNER, "围炉夜话", chat=OWNER) if "哪个群" in desk.world.sent(OWNER)[-1]["text"] else None
    assert len(desk.world.sent(FORUM)) == before, "nothing is told at night"
    await desk.passes(7 * 3600)
    assert "填的人不到" in desk.world.sent(FORUM)[-1]["text"]
