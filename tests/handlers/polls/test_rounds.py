"""Stories of quiz rounds: a bank filled by a message, questions one after another, winners with their ties."""

from __future__ import annotations

import pytest

from bench.quiz import played
from bot.domain.polls import Ballot
from bot.domain.polls.scores import scores
from bot.services.rounds import BREATH
from tests.story import FORUM, KITCHEN, MUYANG, OWNER, YINUO, ZIXUAN, Message, Story

BANK = """/quiz add
月饼是哪个节吃的 | 端午 | *中秋 | #why 八月十五
粽子是哪个节吃的 | *端午 | 中秋
一天有几个时辰 | 十个 | *十二个 | 二十四个"""


def last_poll(story: Story) -> Message:
    return [each for each in story.world.sent(FORUM) if "poll" in each][-1]


async def answers(story: Story, who: int, *, is_right: bool) -> None:
    message = last_poll(story)
    (right,) = message["poll"]["correct_option_ids"]
    chosen = right if is_right else 1 - right if right < 2 else 0
    await story.does(who, "vote", chat_id=FORUM, message_id=message["message_id"], options=[chosen])


def said(story: Story) -> list[str]:
    told = [each.get("text") or each.get("caption", "") for each in story.world.sent(FORUM)]
    return [each for each in told if each]


class TestTheBank:
    async def test_is_filled_line_by_line(self, story: Story) -> None:
        assert "收下 3 道题，题库里现在有 3 道" in (await story.says(OWNER, BANK))["text"]
        assert "现在有 3 道" in (await story.says(OWNER, BANK))["text"]

    async def test_takes_all_or_nothing_and_names_the_bad_one_with_its_reason(self, story: Story) -> None:
        answer = await story.says(OWNER, BANK + "\n没有对的 | 甲 | 乙")
        assert "第 4 题收不下：「没有对的 | 甲 | 乙」" in answer["text"]
        assert "没有标出正确答案" in answer["text"]
        assert "题库还空着" in (await story.says(OWNER, "/quiz round"))["text"]

    async def test_is_the_moderators(self, story: Story) -> None:
        assert "管理员" in (await story.says(YINUO, BANK))["text"]
        assert "管理员" in (await story.says(YINUO, "/quiz round"))["text"]

    async def test_is_each_groups_own(self, story: Story) -> None:
        await story.says(OWNER, BANK)
        assert "题库还空着" in (await story.says(OWNER, "/quiz round", chat=KITCHEN))["text"]


class TestARound:
    async def test_asks_one_after_another_and_names_the_winners(self, story: Story) -> None:
        await story.says(OWNER, BANK)
        await story.says(OWNER, "/quiz round 3 30s")
        assert "一共 3 题，每题 30 秒" in said(story)[-1]
        for muyang_knows in (True, False, False):
            await answers(story, ZIXUAN, is_right=True)
            await answers(story, YINUO, is_right=True)
            await answers(story, MUYANG, is_right=muyang_knows)
            await story.passes(35)
            await story.passes(BREATH)
        assert len([each for each in story.world.sent(FORUM) if "poll" in each]) == 3
        assert said(story)[-1].splitlines() == [
            "🏆 答题赛结束",
            "1. 王子轩　答对 3 题",
            "2. 陈一诺　答对 3 题",
            "3. 李沐阳　答对 1 题",
        ]
        assert story.world.sent(FORUM)[-1]["photo"][-1]["width"] == 1080

    async def test_is_no_longer_than_the_bank_and_goes_on_after_a_restart(self, story: Story) -> None:
        await story.says(OWNER, BANK)
        await story.says(OWNER, "/quiz round 50 10s")
        for _ in range(3):
            await story.restart()
            await answers(story, YINUO, is_right=True)
            await story.passes(15)
            await story.passes(BREATH)
        assert said(story).count("🏆 答题赛结束\n1. 陈一诺　答对 3 题") == 1
        questions = [each["poll"]["question"] for each in story.world.sent(FORUM) if "poll" in each]
        assert len(set(questions)) == len(questions) == 3

    async def test_a_question_that_telegram_takes_late_has_its_whole_time(self, story: Story) -> None:
        await story.says(OWNER, BANK)
        await story.says(OWNER, "/quiz round 3 30s")
        await answers(story, YINUO, is_right=True)
        story.world.faults.next("sendPoll", "flood", retry_after=9)
        await story.passes(31)
        await story.passes(BREATH)
        asked = [each for each in story.world.sent(FORUM) if "poll" in each]
        assert len(asked) == 1, "Telegram takes the second later than its time would have ended"
        await story.passes(40)
        await story.restart()  # which forgets so short a pause
        late = last_poll(story)
        assert late["message_id"] != asked[0]["message_id"]
        assert late["poll"]["open_period"] == 40
        await story.passes(20)
        await answers(story, YINUO, is_right=True)
        await story.passes(12)
        await story.passes(BREATH)
        assert last_poll(story)["message_id"] != late["message_id"], "the round goes on"
        await answers(story, YINUO, is_right=True)
        await story.passes(31)
        assert said(story)[-1] == "🏆 答题赛结束\n1. 陈一诺　答对 3 题"

    async def test_runs_alone_and_can_be_stopped(self, story: Story) -> None:
        await story.says(OWNER, BANK)
        await story.says(OWNER, "/quiz round")
        assert "已经有一轮" in (await story.says(OWNER, "/quiz round"))["text"]
        assert "没有人答对" in (await story.says(OWNER, "/quiz stop"))["text"]
        await story.passes(60)
        assert len([each for each in story.world.sent(FORUM) if "poll" in each]) == 1
        assert "没有进行中" in (await story.says(OWNER, "/quiz stop"))["text"]

    async def test_leaves_a_breath_to_read_the_result_in_which_it_can_be_stopped(self, story: Story) -> None:
        await story.says(OWNER, BANK)
        await story.says(OWNER, "/quiz round 3 30s")
        await answers(story, YINUO, is_right=True)
        await story.passes(31)
        assert "揭晓答案" in said(story)[-1]
        assert len([each for each in story.world.sent(FORUM) if "poll" in each]) == 1, "not yet the next"
        await story.restart()
        await story.passes(BREATH)
        assert len([each for each in story.world.sent(FORUM) if "poll" in each]) == 2
        await story.passes(31)
        await story.says(OWNER, "/quiz stop")
        await story.passes(BREATH)
        assert len([each for each in story.world.sent(FORUM) if "poll" in each]) == 2
        assert said(story)[-1].startswith("🏆")

    async def test_a_crowd_is_scored_to_the_letter(self, story: Story) -> None:
        seen = await played(story, players=40, questions=20)
        assert len(seen.found) == 40
        assert seen.found == seen.expected

    async def test_a_day_pays_up_to_its_cap(self, story: Story) -> None:
        for _ in range(21):
            await story.says(OWNER, "/quiz 一加一 | *二 | 三")
            await answers(story, YINUO, is_right=True)
            await story.says(OWNER, "/quiz close", reply_to=last_poll(story)["message_id"])
        paid = await story.rows("SELECT sum(amount) AS paid FROM ledger WHERE kind = 'quiz'")
        assert paid[0]["paid"] == 100


def ballot(who: int) -> Ballot:
    return Ballot("p", who, f"人{who}", "", (0,))


@pytest.mark.parametrize(
    ("questions", "ranks"),
    [
        ([[1, 2], [2, 1]], {1: 1, 2: 1}),
        ([[1, 2], [1, 2, 3]], {1: 1, 2: 2, 3: 3}),
        ([[1], [2], [3, 1]], {1: 1, 2: 2, 3: 2}),
        ([[], []], {}),
    ],
)
def test_equally_right_and_equally_quick_share_a_place(questions: list[list[int]], ranks: dict[int, int]) -> None:
    found = scores([[ballot(who) for who in answers] for answers in questions])
    assert {each.voter_id: each.rank for each in found} == ranks
