"""Stories of quizzes, and of polls that ended while the bot was away or a voter was forgotten."""

from __future__ import annotations

import pytest

from bot.domain.grammar.moments import Here
from bot.domain.polls import Terms
from bot.domain.polls.reading import read_terms
from bot.domain.polls.refusals import PollRefusal
from handlers.polls.asking import GRACE
from playground.world.faults import OnceKind
from tests.handlers.polls.asked import DINNER, NOON, cards, closes, last_poll, votes, words_of
from tests.story import EMMA, FORUM, KITCHEN, MODERATOR, MUYANG, OWNER, YINUO, ZIXUAN, Story


async def waits_for_votes(story: Story) -> None:
    """As long as the bot does where Telegram closed a poll by itself."""
    await story.passes(GRACE)
    for _ in range(3):
        await story.passes(15)


def test_a_quiz_has_several_right_answers_marked_by_stars() -> None:
    terms = read_terms("软的？| *面 | 石头 | ＊粥 | #why 都煮过", kind="quiz", here=Here(NOON, "Asia/Shanghai"))
    expected = Terms("软的？", ("面", "石头", "粥"), "quiz", (0, 2), is_multiple=True, is_final=True, why="都煮过")
    assert terms == expected
    with pytest.raises(PollRefusal):
        read_terms("软的？| 面 | *", kind="quiz", here=Here(NOON, "Asia/Shanghai"))


class TestQuizzes:
    async def test_the_right_are_named_in_order_and_paid(self, story: Story) -> None:
        await story.says(OWNER, "/quiz 月饼是哪个节吃的 | 端午 | *中秋 | #why 八月十五")
        poll = last_poll(story)["poll"]
        assert (poll["type"], poll["correct_option_ids"], poll["explanation"]) == ("quiz", [1], "八月十五")
        for who, option in ((ZIXUAN, 1), (MUYANG, 0), (YINUO, 1)):
            await votes(story, who, option)
        card = await closes(story, command="/quiz close")
        assert "✅ 中秋" in card
        assert "2 人答对，依次是：王子轩、陈一诺" in card
        assert "2 位答对的成员各得 5 分" in card
        assert [await story.points_of(who) for who in (ZIXUAN, MUYANG, YINUO)] == [5, 0, 5]

    async def test_of_several_right_answers_all_must_be_found(self, story: Story) -> None:
        await story.says(OWNER, "/quiz 哪个软 | *面 | 石头 | *粥")
        await votes(story, YINUO, 0, 2)
        await votes(story, ZIXUAN, 0)
        assert "1 人答对，依次是：陈一诺" in await closes(story, command="/quiz close")

    async def test_answers_are_not_given_away_before_the_end(self, story: Story) -> None:
        await story.says(OWNER, "/quiz 哪个软 | *面 | 石头")
        await votes(story, YINUO, 0)
        assert "✅" not in (await story.says(ZIXUAN, "/quiz 1"))["text"]


class TestTheBotAway:
    async def test_a_poll_whose_sending_was_never_confirmed_is_recognised_by_its_first_vote(self, story: Story) -> None:
        story.world.faults.next("sendPoll", "lost_after")
        assert "poll" in await story.says(OWNER, f"{DINNER} | #ends 1h")
        await votes(story, YINUO, 2)
        await story.passes(3605)
        await waits_for_votes(story)
        assert "胜出的是：粥" in words_of(story.world.sent(FORUM)[-1])
        assert len([each for each in story.world.sent(FORUM) if "poll" in each]) == 1

    @pytest.mark.parametrize("fault", ["lost_after", "gateway"])
    async def test_whoever_asked_is_told_to_look_where_nobody_votes(self, story: Story, fault: OnceKind) -> None:
        story.world.faults.next("sendPoll", fault)
        await story.says(OWNER, f"{DINNER} | #ends 1h")
        await story.passes(121)
        assert "请看看群里" in words_of(story.world.sent(FORUM)[-1])
        assert len([each for each in story.world.sent(FORUM) if "poll" in each]) == 1

    async def test_votes_and_the_close_while_it_was_down(self, story: Story) -> None:
        await story.says(OWNER, f"{DINNER} | #ends 1h")
        await votes(story, YINUO, 0)
        await story.end()
        story.world.vote(ZIXUAN, FORUM, last_poll(story)["message_id"], [1])
        story.world.vote(YINUO, FORUM, last_poll(story)["message_id"], [1])
        story.world.clock.advance(4000)
        await story.begin()
        assert not cards(story), "more votes may still be on their way"
        await waits_for_votes(story)
        card = words_of(story.world.sent(FORUM)[-1])
        assert "胜出的是：烧烤" in card
        assert "2 位投了票的成员" in card
        await story.restart()
        assert len(cards(story)) == 1

    async def test_a_right_it_lacks_is_told(self, story: Story) -> None:
        member = story.world.chats[KITCHEN].members[story.world.bot.id]
        member.status, member.rights = "member", frozenset()
        story.world.chats[KITCHEN].permissions -= {"can_send_polls"}
        answer = await story.says(OWNER, DINNER, chat=KITCHEN)
        assert "没能发出" in answer["text"]


async def test_the_result_stands_when_a_voter_is_forgotten_after_it(story: Story) -> None:
    await story.says(MODERATOR, DINNER)
    await votes(story, YINUO, 0)
    await votes(story, ZIXUAN, 0)
    await votes(story, EMMA, 1)
    card = await closes(story)
    before = await story.rows("SELECT * FROM tallies")
    await story.says(YINUO, "/forgetme")
    await story.presses(YINUO, "确认删除")
    assert await story.rows("SELECT 1 FROM ballots WHERE voter_id = :who", who=YINUO) == []
    assert await story.rows("SELECT * FROM tallies") == before != []
    assert card in [words_of(each) for each in story.world.sent(FORUM)]
    assert "2" in card
