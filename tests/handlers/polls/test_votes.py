"""Stories of votes: cast, changed, counted, with pictures, and for deciding."""

from __future__ import annotations

import base64

from tests.handlers.polls.asked import DINNER, closes, last_poll, votes, words_of
from tests.story import EMMA, FORUM, HIKE, MODERATOR, OWNER, YINUO, ZIXUAN, Story

PICTURE = base64.b64encode(b"a picture of a place to eat").decode()


class TestVotes:
    async def test_the_last_word_counts_and_a_vote_taken_back_does_not(self, story: Story) -> None:
        await story.says(OWNER, DINNER)
        for options in ([0], [1], [], [2]):
            await votes(story, YINUO, *options)
        await votes(story, ZIXUAN, 0)
        await votes(story, ZIXUAN)
        card = await closes(story)
        assert "胜出的是：粥" in card
        assert "共 1 人" in card
        assert "1 位投了票的成员" in card

    async def test_a_vote_pays_once_when_the_poll_closes(self, story: Story) -> None:
        await story.says(OWNER, DINNER)
        await votes(story, YINUO, 0)
        await votes(story, YINUO, 1)
        assert await story.points_of(YINUO) == 0
        await closes(story)
        assert await story.points_of(YINUO) == 2
        assert "参加投票 #1" in (await story.says(YINUO, "/ledger"))["text"]

    async def test_an_anonymous_poll_pays_nobody(self, story: Story) -> None:
        await story.says(OWNER, f"{DINNER} | #anonymous")
        await votes(story, YINUO, 0)
        assert "不计积分" in await closes(story)
        assert await story.points_of(YINUO) == 0

    async def test_an_administrator_who_votes_as_the_group_is_counted_and_paid_nothing(self, story: Story) -> None:
        story.world.chats[FORUM].members[OWNER].is_anonymous = True
        await story.says(MODERATOR, DINNER)
        await votes(story, OWNER, 0)
        card = await closes(story, by=MODERATOR)
        assert "胜出的是：火锅" in card
        assert "各得" not in card

    async def test_hidden_results_stay_hidden_until_the_end(self, story: Story) -> None:
        await story.says(OWNER, f"{DINNER} | #hidden")
        await votes(story, YINUO, 0)
        shown = (await story.says(YINUO, "/poll 1"))["text"]
        assert "已有 1 人参加" in shown
        assert "▰" not in shown
        await closes(story)
        assert "胜出的是：火锅" in (await story.says(YINUO, "/poll 1"))["text"]

    async def test_each_is_listed_with_what_came_of_it(self, story: Story) -> None:
        await story.says(OWNER, DINNER)
        await votes(story, YINUO, 0)
        await closes(story)
        await story.says(OWNER, "/poll 几点 | 七点 | 八点")
        listed = (await story.says(EMMA, "/poll list"))["text"]
        assert "#1 今晚吃什么 → 火锅" in listed
        assert "#2 几点（进行中）" in listed

    async def test_asked_in_private_it_goes_to_the_group_and_lives_there(self, story: Story) -> None:
        await story.does(MODERATOR, "say", chat_id=HIKE, text="我在")
        story.world.chats[HIKE].members[MODERATOR].status = "creator"
        await story.says(MODERATOR, f"{DINNER} | #ends 10m", chat=MODERATOR)
        (timer,) = await story.rows("SELECT chat_id FROM timers WHERE kind = 'poll_due'")
        assert timer["chat_id"] == HIKE
        await votes(story, OWNER, 1, chat=HIKE)
        await story.passes(605)
        assert "胜出的是：烧烤" in words_of(story.world.sent(HIKE)[-1])


class TestPictures:
    async def test_in_reply_to_a_photo_it_is_shown_with_the_poll_and_its_event(self, story: Story) -> None:
        sent = await story.does(YINUO, "photo", chat_id=FORUM, file=PICTURE, caption="就是这里")
        await story.says(OWNER, f"{DINNER} | #event 后天 20:00", reply_to=sent["message_id"])
        assert last_poll(story)["poll"]["media"]["photo"] == sent["photo"]
        await votes(story, YINUO, 0)
        await closes(story)
        assert any(each.get("photo") == sent["photo"] for each in story.world.sent(FORUM)[-3:])

    async def test_under_a_photo_of_ones_own_too_and_without_one_there_is_none(self, story: Story) -> None:
        sent = await story.does(OWNER, "photo", chat_id=FORUM, file=PICTURE, caption=DINNER)
        assert last_poll(story)["poll"]["media"]["photo"] == sent["photo"]
        await story.says(OWNER, DINNER)
        assert "media" not in last_poll(story)["poll"]


class TestDeciding:
    async def test_the_winner_opens_as_a_topic(self, story: Story) -> None:
        await story.says(OWNER, f"{DINNER} | #topic")
        await votes(story, YINUO, 0)
        await closes(story)
        assert "火锅" in [each.name for each in story.world.chats[FORUM].topics.values()]
        assert "「火锅」已开" in words_of(story.world.sent(FORUM)[-1])

    async def test_a_tie_opens_nothing(self, story: Story) -> None:
        await story.says(OWNER, f"{DINNER} | #topic")
        await votes(story, YINUO, 0)
        await votes(story, ZIXUAN, 1)
        assert "平票" in await closes(story)
        assert "火锅" not in [each.name for each in story.world.chats[FORUM].topics.values()]
        assert "什么也不开" in words_of(story.world.sent(FORUM)[-1])

    async def test_the_winner_becomes_an_event_at_the_time_said_when_it_was_asked(self, story: Story) -> None:
        await story.says(OWNER, f"{DINNER} | #ends 1d | #event 后天 20:00")
        assert "胜出项办成活动" in last_poll(story)["poll"]["description"]
        await votes(story, YINUO, 0)
        await story.passes(86400 + 5)
        await story.passes(60)
        (event,) = await story.rows("SELECT title, starts_at - :now AS ahead FROM events", now=story.world.now())
        assert event["title"] == "火锅"
        assert 0 < event["ahead"] < 2 * 86400, "the day after the next, reckoned from the asking"
        said = "\n".join(words_of(each) for each in story.world.sent(FORUM)[-3:])
        assert "胜出的「火锅」办成活动" in said
        await story.restart()
        await story.passes(60)
        assert len(await story.rows("SELECT * FROM events")) == 1

    async def test_whoever_may_not_host_events_cannot_let_a_poll_do_it(self, story: Story) -> None:
        await story.says(YINUO, f"{DINNER} | #event 后天 20:00")
        assert await story.rows("SELECT * FROM polls") == []

    async def test_a_time_before_the_end_is_refused_and_one_gone_by_at_the_close_is_told(self, story: Story) -> None:
        assert "截止以后" in (await story.says(OWNER, f"{DINNER} | #ends 7d | #event 明天 20:00"))["text"]
        await story.says(OWNER, f"{DINNER} | #event 明天 20:00")
        await votes(story, YINUO, 0)
        await story.passes(3 * 86400)
        assert "时间已过" in await closes(story)
        assert await story.rows("SELECT * FROM events") == []
