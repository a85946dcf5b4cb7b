"""Stories of polls whose time is over: Telegram tells no bot of that and refuses to stop them afterwards."""

from __future__ import annotations

import pytest

from bot.services.rounds import BREATH
from handlers.polls.asking import GRACE
from tests.handlers.polls.asked import cards, closes, last_poll, votes, words_of
from tests.handlers.polls.test_quizzes import waits_for_votes
from tests.story import FORUM, MUYANG, OWNER, YINUO, ZIXUAN, Message, Story

HOUR = 3600
UNTOLD = "Telegram 没有报最后的票数"
TRIP = "/poll 去哪 | 山 | 海 | #ends 1h"
QUESTION = "/quiz 月饼是哪个节吃的 | 端午 | *中秋"
BANK = "/quiz add\n一加一 | *二 | 三\n二加二 | *四 | 五\n三加三 | *六 | 七"


def asked(story: Story) -> list[Message]:
    return [each for each in story.world.sent(FORUM) if "poll" in each]


async def is_down(story: Story, seconds: int) -> None:
    await story.end()
    story.world.clock.advance(seconds)
    await story.begin()


class TestInTime:
    """The bot stops a poll at its end, while Telegram still gives the last count."""

    async def test_at_its_end_a_poll_has_its_card_its_points_and_its_event(self, story: Story) -> None:
        await story.says(OWNER, f"{TRIP} | #event 后天 20:00")
        await votes(story, YINUO, 0)
        await votes(story, ZIXUAN, 0)
        await story.passes(HOUR - 5)
        assert not cards(story)
        await story.passes(10)
        (card,) = cards(story)
        assert "胜出的是：山" in card
        assert "2 位投了票的成员各得 2 分" in card
        assert UNTOLD not in card
        assert last_poll(story)["poll"]["is_closed"]
        assert [row["title"] for row in await story.rows("SELECT title FROM events")] == ["山"]
        assert await story.rows("SELECT 1 FROM outbox WHERE state = 'dropped'") == []

    async def test_what_members_are_shown_as_the_end_is_seconds_after_the_bots_own(self, story: Story) -> None:
        await story.says(OWNER, TRIP)
        shown = last_poll(story)["poll"]["close_date"] - story.world.now()
        assert abs(shown - HOUR - GRACE) <= 2, "by the bot's clock"

    async def test_an_anonymous_poll_has_telegrams_last_count(self, story: Story) -> None:
        await story.says(OWNER, f"{TRIP} | #anonymous | #hidden")
        await votes(story, YINUO, 1)
        await story.passes(HOUR + 5)
        (card,) = cards(story)
        assert "胜出的是：海" in card
        assert UNTOLD not in card

    async def test_a_round_asks_its_next_question_after_the_time_of_the_last(self, story: Story) -> None:
        await story.says(OWNER, BANK)
        await story.says(OWNER, "/quiz round 3 30s")
        for number in (1, 2, 3):
            assert len(asked(story)) == number
            await votes(story, YINUO, 0)
            await story.passes(32)
            await story.passes(BREATH + 1)
        assert "1. 陈一诺　答对 3 题" in words_of(story.world.sent(FORUM)[-1])


class TestTooLate:
    """The bot was down at the end, or Telegram kept it waiting: what it has heard decides, and the card says so."""

    async def test_a_day_later_it_is_counted_out_by_the_votes_that_were_heard(self, story: Story) -> None:
        await story.says(OWNER, f"{TRIP} | #event 后天 20:00")
        await votes(story, YINUO, 0)
        await votes(story, ZIXUAN, 0)
        await is_down(story, 24 * HOUR)
        await waits_for_votes(story)
        (card,) = cards(story)
        assert "山：2 票 · 100%" in card
        assert "2 位投了票的成员各得 2 分" in card
        assert UNTOLD in card
        assert [row["title"] for row in await story.rows("SELECT title FROM events")] == ["山"]
        assert await story.rows("SELECT 1 FROM outbox WHERE state = 'dropped'") == []
        assert not [each for each in story.world.sent(OWNER) if "没有接受" in words_of(each)]

    async def test_closed_by_hand_after_its_end_it_is_counted_out(self, story: Story) -> None:
        await story.says(OWNER, TRIP)
        await votes(story, MUYANG, 1)
        with story.unheard():
            story.world.clock.advance(HOUR + GRACE)
            story.world.say(OWNER, FORUM, "/poll close 1")
        await story.settle()
        await waits_for_votes(story)
        (card,) = cards(story)
        assert "胜出的是：海" in card

    async def test_votes_that_came_late_count_and_nothing_told_later_changes_the_result(self, story: Story) -> None:
        await story.says(OWNER, TRIP)
        await votes(story, YINUO, 0)
        await story.end()
        for who in (MUYANG, ZIXUAN):
            story.world.vote(who, FORUM, last_poll(story)["message_id"], [1])
        story.world.clock.advance(2 * HOUR)
        await story.begin()
        await waits_for_votes(story)
        assert "胜出的是：海" in cards(story)[0]
        before = await story.rows("SELECT * FROM tallies")
        assert [row["is_closed"] for row in before] == [1]
        assert "海" in words_of(await story.says(YINUO, "/poll 1"))
        assert "已经结束" in await closes(story)

    async def test_votes_that_come_only_after_the_end_was_looked_at_are_waited_for(self, story: Story) -> None:
        await story.says(OWNER, TRIP)
        await votes(story, YINUO, 0)
        await story.end()
        for who in (MUYANG, ZIXUAN):
            story.world.vote(who, FORUM, last_poll(story)["message_id"], [1])
        story.world.clock.advance(2 * HOUR)
        await story.begin(hears=False)
        await story.app.idle()
        assert "stopPoll" in [name for name, _ in story.world.calls]
        assert not cards(story)
        await story.settle()
        await waits_for_votes(story)
        assert "胜出的是：海" in cards(story)[0]

    async def test_an_anonymous_poll_is_counted_out_by_what_was_last_told(self, story: Story) -> None:
        await story.says(OWNER, f"{TRIP} | #anonymous")
        await votes(story, YINUO, 1)
        await is_down(story, 2 * HOUR)
        await waits_for_votes(story)
        (card,) = cards(story)
        assert "海：1 票 · 100%" in card
        assert UNTOLD in card

    async def test_a_quiz_question_is_solved_and_pays(self, story: Story) -> None:
        await story.says(OWNER, f"{QUESTION} | #ends 30s")
        await votes(story, YINUO, 1)
        await is_down(story, HOUR)
        await waits_for_votes(story)
        assert "1 人答对，依次是：陈一诺" in words_of(story.world.sent(FORUM)[-1])
        assert await story.points_of(YINUO) == 5

    async def test_a_round_goes_on(self, story: Story) -> None:
        await story.says(OWNER, BANK)
        await story.says(OWNER, "/quiz round 2 30s")
        await votes(story, YINUO, 0)
        await is_down(story, HOUR)
        await waits_for_votes(story)
        await story.passes(BREATH + 1)
        assert len(asked(story)) == 2
        await story.passes(32)
        assert "🏆" in words_of(story.world.sent(FORUM)[-1])

    @pytest.mark.parametrize(
        "error", ["Bad Request: poll can't be stopped", "Bad Request: poll has already been closed"]
    )
    async def test_either_text_of_the_server_means_that_it_is_over(self, story: Story, error: str) -> None:
        await story.says(OWNER, TRIP)
        await votes(story, YINUO, 0)
        story.world.faults.next("stopPoll", "error", code=400, description=error)
        await story.passes(HOUR + 5)
        await waits_for_votes(story)
        assert UNTOLD in cards(story)[0]

    async def test_no_refusal_keeps_a_poll_open_for_ever(self, story: Story) -> None:
        await story.says(OWNER, TRIP)
        await votes(story, YINUO, 0)
        story.world.faults.next("stopPoll", "error", code=400, description="Bad Request: new")
        await story.passes(HOUR + 5)
        await waits_for_votes(story)
        assert UNTOLD in cards(story)[0]
        assert await story.points_of(YINUO) == 2
