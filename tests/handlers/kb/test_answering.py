"""Stories of questions that the knowledge base answers in the group by itself, and of those it cannot answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.phone import SCREEN, card_lines
from tests.story import FORUM, KITCHEN, MODERATOR, OWNER, PEISHAN, YINUO, ZIXUAN, Message, Story, told

BASE = {
    "签到几点重置": "每天零点。",
    "积分会过期吗": "不会，一直都在。",
    "门禁卡丢了怎么补办": "带身份证到前台。",
}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, f"\n[desk]\nchat = {KITCHEN}\n") as story:
        for question, answer in BASE.items():
            await story.says(OWNER, f"/kb new {question} | {answer}")
        yield story


def answers(story: Story, *, chat: int = FORUM) -> list[Message]:
    return [each for each in story.world.sent(chat) if each.get("text", "").startswith("💡")]


async def test_a_question_that_is_surely_known_is_answered_under_it_and_any_other_meets_silence(desk: Story) -> None:
    asked = await desk.does(ZIXUAN, "say", chat_id=FORUM, text="请问一下，签到是几点重置的呀？")
    (given,) = answers(desk)
    assert "每天零点" in given["text"]
    assert given["reply_to_message"]["message_id"] == asked["message_id"]
    assert card_lines(given) <= SCREEN
    assert await desk.says(PEISHAN, "門禁卡丟了要怎麼補辦？") != {}
    assert "身份证" in answers(desk)[-1]["text"]
    for words in ("签到有什么奖励？", "今晚吃什么？", "积分可以换现金吗？", "签到几点重置我知道"):
        assert await desk.says(YINUO, words) == {}, words
    before = len(answers(desk))
    said = await desk.does(YINUO, "say", chat_id=FORUM, text="我昨天的卡丢了")
    await desk.says(ZIXUAN, "门禁卡丢了怎么补办？", reply_to=said["message_id"])
    assert len(answers(desk)) == before, "what is asked of somebody is theirs to answer"


async def test_where_nothing_is_known_moderators_read_how_an_entry_is_written(story: Story) -> None:
    assert "/kb new 问题 / 另一种问法 | 答案" in (await story.says(MODERATOR, "/kb"))["text"]
    assert "/kb new" not in (await story.says(YINUO, "/kb"))["text"]


async def test_the_same_answer_stands_once_in_a_minute_and_each_question_is_counted(desk: Story) -> None:
    for who in (ZIXUAN, PEISHAN):
        await desk.says(who, "积分会过期吗？")
    assert len(answers(desk)) == 1
    await desk.passes(61)
    await desk.says(YINUO, "积分会过期吗？")
    assert len(answers(desk)) == 2
    assert "知识库答了 3 次" in (await desk.says(MODERATOR, "/kb asked"))["text"]


async def test_whoever_asked_says_it_helped_or_has_a_person_asked_and_nobody_else(desk: Story) -> None:
    await desk.says(ZIXUAN, "请问积分会过期吗？")
    await desk.presses(PEISHAN, "帮到我了")
    assert await desk.rows("SELECT outcome FROM kb_asked") == [{"outcome": ""}]
    await desk.presses(ZIXUAN, "帮到我了")
    assert "记下" in desk.toasts(ZIXUAN)[-1]
    assert "reply_markup" not in answers(desk)[-1]
    await desk.says(PEISHAN, "门禁卡丢了，怎么补办？")
    await desk.presses(PEISHAN, "找人问")
    assert "編號 #1" in desk.toasts(PEISHAN)[-1]
    (card,) = [each for each in desk.world.sent(KITCHEN) if each.get("text", "").startswith("📮")]
    assert "门禁卡丢了，怎么补办？" in card["text"]
    shown = (await desk.says(MODERATOR, "/kb 没答上"))["text"]
    assert "1 次说帮到了，1 次转给了人" in shown


async def test_what_is_asked_oftenest_without_an_answer_is_shown_and_answered_from_then_on(desk: Story) -> None:
    for who, words in ((ZIXUAN, "年会几点开场？"), (YINUO, "今年的年会几点开场啊"), (PEISHAN, "食堂周日开门吗？")):
        await desk.says(who, words)
    shown = await desk.says(MODERATOR, "/kb asked")
    lines = shown["text"].splitlines()
    assert lines[2].startswith("没答上 3 次")
    assert lines[3].endswith("（2 次）")
    assert card_lines(shown) <= SCREEN
    asking = await desk.presses(MODERATOR, "✍️ 写第 1 条的答案")
    await desk.says(MODERATOR, "年会几点开场 | 晚上七点。", reply_to=asking["message_id"])
    await desk.says(YINUO, "年会几点开场？")
    assert "晚上七点" in answers(desk)[-1]["text"]
    assert "年会" not in (await desk.says(MODERATOR, "/kb asked"))["text"]
    assert "管理员" in (await desk.says(YINUO, "/kb asked"))["text"]


async def test_a_wording_that_went_without_is_learnt_by_a_press_and_taken_back_by_another(desk: Story) -> None:
    await desk.says(MODERATOR, "/kb new 摄影比赛怎么投稿 / 照片赛往哪儿发 | 发到相册。")
    await desk.says(YINUO, "照片赛往哪儿发？")
    assert "相册" in answers(desk)[-1]["text"], "a wording that was written with it"
    question = "摄影比赛的片子塞给谁呀？"
    assert await desk.says(ZIXUAN, question) == {}
    await desk.says(MODERATOR, "/kb asked")
    await desk.presses(MODERATOR, "✍️ 写第 1 条的答案")
    for who, is_taken in ((YINUO, False), (MODERATOR, True)):
        await desk.presses(who, "就是：摄影比赛怎么投稿")
        await desk.passes(120)
        said = await desk.says(ZIXUAN, question)
        assert ("相册" in said.get("text", "")) is is_taken
    await desk.restart()
    await desk.passes(120)
    assert "相册" in (await desk.says(ZIXUAN, question))["text"]
    assert "坏了" not in (await desk.says(OWNER, "/doctor"))["text"]
    opened = (await desk.says(YINUO, "/kb"))["reply_markup"]["inline_keyboard"][0][0]["text"]
    assert question.strip("？") in (await desk.presses(YINUO, opened))["text"]
    await desk.presses(MODERATOR, "不是这条，撤回")
    await desk.passes(120)
    assert await desk.says(ZIXUAN, question) == {}


async def test_a_wording_written_with_another_entry_leads_there_alone_before_a_restart_and_after(desk: Story) -> None:
    await desk.says(MODERATOR, "/kb new 摄影比赛怎么投稿 / 照片赛往哪儿发 | 发到相册。")
    await desk.says(MODERATOR, "/kb new 打卡照片交到哪里 / 照片赛往哪儿发 | 发到打卡话题。")
    for starts_anew in (False, True):
        if starts_anew:
            await desk.restart()
        await desk.passes(120)
        said = (await desk.says(YINUO, "照片赛往哪儿发？"))["text"]
        assert "打卡话题" in said
        assert "相册" not in said


async def test_a_restart_forgets_no_entry_and_answers_what_was_asked_meanwhile(desk: Story) -> None:
    await desk.end()
    desk.world.say(ZIXUAN, FORUM, "积分会过期吗？")
    await desk.begin()
    assert "一直都在" in answers(desk)[-1]["text"]
    await desk.restart()
    assert len(answers(desk)) == 1, "what was answered is not answered again"


async def test_a_group_that_wants_none_gets_none_and_one_may_want_to_be_surer(tmp_path: Path) -> None:
    extra = f'[groups."{FORUM}"]\nkb = {{ answers = false }}\n[groups."{KITCHEN}"]\nkb = {{ sure = 1.0 }}\n'
    async with told(tmp_path, extra) as story:
        for chat in (FORUM, KITCHEN):
            await story.says(OWNER, "/kb new 摄影比赛怎么投稿 | 发到相册。", chat=chat)
        assert await story.says(ZIXUAN, "摄影比赛怎么投稿？") == {}
        assert await story.says(ZIXUAN, "请教下，那个摄影比赛作品怎么投稿？", chat=KITCHEN) == {}
        assert "相册" in (await story.says(ZIXUAN, "摄影比赛怎么投稿？", chat=KITCHEN))["text"]


async def test_words_are_kept_only_of_who_agreed_where_the_group_asks_first(tmp_path: Path) -> None:
    async with told(tmp_path, '[privacy]\nconsent = "ask"\n') as story:
        await story.says(OWNER, "/kb new 积分会过期吗 | 不会。")
        assert "不会" in (await story.says(ZIXUAN, "积分会过期吗？"))["text"]
        await story.says(ZIXUAN, "年会几点开场？")
        assert {each["words"] for each in await story.rows("SELECT words FROM kb_asked")} == {""}
        assert "没有等着写答案的问题" in (await story.says(OWNER, "/kb asked"))["text"]
