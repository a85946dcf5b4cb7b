"""Stories of polls and quizzes: asked in a line, voted in, closed by hand or the clock, counted out and rewarded."""

from __future__ import annotations

import base64

import pytest

from bot.domain.grammar.moments import Here
from bot.domain.polls import Terms
from bot.domain.polls.reading import read_terms
from bot.domain.polls.refusals import PollRefusal
from handlers.polls.command import GRACE
from playground.world.faults import OnceKind
from tests.story import EMMA, FORUM, HIKE, KITCHEN, MODERATOR, MUYANG, OWNER, XIAOMAN, YINUO, ZIXUAN, Message, Story

PICTURE = base64.b64encode(b"a picture of a place to eat").decode()
DINNER = "/poll 今晚吃什么 | 火锅 | 烧烤 | 粥"
NOON = 1_800_072_000


def last_poll(story: Story, chat: int = FORUM) -> Message:
    return [each for each in story.world.sent(chat) if "poll" in each][-1]


async def votes(story: Story, who: int, *options: int, chat: int = FORUM) -> None:
    message_id = last_poll(story, chat)["message_id"]
    await story.does(who, "vote", chat_id=chat, message_id=message_id, options=list(options))


async def closes(story: Story, *, by: int = OWNER, chat: int = FORUM, command: str = "/poll close") -> str:
    """The card."""
    poll = last_poll(story, chat)["message_id"]
    card = await story.says(by, command, chat=chat, reply_to=poll)
    return words_of(card)


async def waits_for_votes(story: Story) -> None:
    """As long as the bot does where Telegram closed a poll by itself."""
    await story.passes(GRACE)
    for _ in range(3):
        await story.passes(15)


def cards(story: Story, chat: int = FORUM) -> list[str]:
    return [words_of(each) for each in story.world.sent(chat) if words_of(each).startswith("投票结束")]


def words_of(message: Message) -> str:
    return str(message.get("text") or message.get("caption", ""))


class TestAsking:
    async def test_one_line_is_a_public_poll(self, story: Story) -> None:
        asked = await story.says(MODERATOR, DINNER)
        poll = asked["poll"]
        assert (poll["question"], [each["text"] for each in poll["options"]]) == ("今晚吃什么", ["火锅", "烧烤", "粥"])
        assert (poll["is_anonymous"], poll["allows_multiple_answers"], poll["type"]) == (False, False, "regular")
        assert "#1" in poll["description"]
        assert "close_date" not in poll

    async def test_in_the_topic_where_it_was_asked(self, story: Story) -> None:
        topic = story.world.topic_id(FORUM, "活动")
        asked = await story.says(MODERATOR, DINNER, topic=topic)
        assert asked["message_thread_id"] == topic

    async def test_every_flag_reaches_telegram(self, story: Story) -> None:
        asked = await story.says(
            OWNER, f"{DINNER} | #multiple #ends 2h | #hidden | #final | #shuffle ｜ ＃add | #about 十点前定下来"
        )
        poll, call = asked["poll"], [told for name, told in story.world.calls if name == "sendPoll"][-1]
        assert poll["allows_multiple_answers"]
        assert not poll["allows_revoting"]
        assert abs(poll["close_date"] - NOON - 7200 - GRACE) <= 2, "by the bot's clock"
        assert "十点前定下来" in poll["description"]
        for name in ("hide_results_until_closes", "shuffle_options", "allow_adding_options"):
            assert call[name] in (True, "true"), name

    async def test_anonymous_polls_say_that_they_pay_nothing(self, story: Story) -> None:
        poll = (await story.says(OWNER, f"{DINNER} | #anonymous"))["poll"]
        assert poll["is_anonymous"]
        assert "没有积分" in poll["description"]

    @pytest.mark.parametrize(
        ("spoken", "told_of"),
        [
            ("/poll 吃什么 | 面", "2 到 12 个选项"),
            ("/poll 吃什么", "2 到 12 个选项"),
            ("/poll | 面 | 饭", "2 到 12 个选项"),
            ("/poll 吃什么 | 面 | ", "2 到 12 个选项"),
            ("/poll 数字 | " + " | ".join(map(str, range(13))), "2 到 12 个选项"),
            ("/poll 吃什么 | 面 | 面", "「面」写了两次"),
            ("/poll 吃什么 | 面 | " + "长" * 101, "最多 100 个字"),
            (f"/poll {'问' * 301} | 面 | 饭", "最多 300 个字"),
            (f"{DINNER} | #ends 昨天", "「昨天」"),
            (f"{DINNER} | #ends 31d", "最多 30 天"),
            (f"{DINNER} | #ends 2020-01-01 20:00", "最多 30 天"),
            (f"{DINNER} | #ends 25:00", "「25:00」"),
            (f"{DINNER} | #乱写", "「#乱写」"),
            (f"{DINNER} | #why 因为", "「#why 因为」"),
            (f"{DINNER} | #anonymous | #add", "公开投票"),
            ("/quiz 哪个 | 面 | 饭", "正确答案"),
            ("/poll close 99", "没找到"),
            ("/poll close", "没找到"),
            ("/poll 99", "没找到"),
        ],
    )
    async def test_what_cannot_be_is_answered_kindly(self, story: Story, spoken: str, told_of: str) -> None:
        assert told_of in (await story.says(OWNER, spoken))["text"]
        assert await story.rows("SELECT * FROM polls") == []

    async def test_members_may_not_ask_but_may_look(self, story: Story) -> None:
        assert "管理员" in (await story.says(YINUO, DINNER))["text"]
        assert "还没有投票" in (await story.says(YINUO, "投票"))["text"]

    async def test_twelve_options_are_taken(self, story: Story) -> None:
        asked = await story.says(OWNER, "/poll 数字 | " + " | ".join(map(str, range(12))))
        assert len(asked["poll"]["options"]) == 12


@pytest.mark.parametrize(
    ("words", "ends_at"),
    [("30m", NOON + 1800), ("１５分钟", NOON + 900), ("3d", NOON + 3 * 86400), ("20:00", NOON + 8 * 3600),
     ("08:00", NOON + 20 * 3600), ("2027-01-20 08:30", NOON + 4 * 86400 - 3.5 * 3600)],
)  # fmt: skip
def test_an_end_is_read_by_the_clock_on_the_wall(words: str, ends_at: int) -> None:
    terms = read_terms(f"吃什么|面|饭|#ends {words}", kind="poll", here=Here(NOON, "Asia/Shanghai"))
    assert terms.ends_at == ends_at


def test_a_quiz_has_several_right_answers_marked_by_stars() -> None:
    terms = read_terms("软的？| *面 | 石头 | ＊粥 | #why 都煮过", kind="quiz", here=Here(NOON, "Asia/Shanghai"))
    expected = Terms("软的？", ("面", "石头", "粥"), "quiz", (0, 2), is_multiple=True, is_final=True, why="都煮过")
    assert terms == expected
    with pytest.raises(PollRefusal):
        read_terms("软的？| 面 | *", kind="quiz", here=Here(NOON, "Asia/Shanghai"))


class TestClosing:
    async def test_the_card_has_bars_and_a_winner(self, story: Story) -> None:
        await story.says(OWNER, DINNER)
        for who, option in ((YINUO, 0), (ZIXUAN, 0), (XIAOMAN, 0), (MUYANG, 1)):
            await votes(story, who, option)
        card = await closes(story)
        assert card.splitlines()[:2] == ["投票结束　#1", "今晚吃什么"]
        assert "火锅：3 票 · 75%" in card
        assert "粥：0 票 · 0%" in card
        assert "胜出的是：火锅" in card
        assert "4 位投了票的成员各得 2 分" in card
        assert last_poll(story)["poll"]["is_closed"]

    async def test_the_card_is_a_picture_with_every_count_in_words(self, story: Story) -> None:
        options = [f"选项{place}{'很长的选项' * 18}" for place in range(12)]
        await story.says(OWNER, f"/poll 选哪个 | {' | '.join(options)}")
        await votes(story, YINUO, 11)
        await closes(story)
        card = story.world.sent(FORUM)[-1]
        assert card["photo"][-1]["width"] == 1080
        assert all(f"选项{place}" in card["caption"] for place in range(12))
        assert "胜出的是：选项11" in card["caption"]
        assert "1 位投了票的成员各得 2 分" in card["caption"]

    async def test_without_the_right_to_send_photos_the_words_do(self, story: Story) -> None:
        member = story.world.chats[KITCHEN].members[story.world.bot.id]
        member.status, member.rights = "member", frozenset()
        story.world.chats[KITCHEN].permissions -= {"can_send_photos"}
        await story.says(OWNER, DINNER, chat=KITCHEN)
        await votes(story, OWNER, 0, chat=KITCHEN)
        await story.says(OWNER, "/poll close 1", chat=KITCHEN)
        cards = [each.get("text", "") for each in story.world.sent(KITCHEN)]
        assert [each for each in cards if "胜出的是：火锅" in each]

    async def test_by_its_number_from_another_topic_and_only_once(self, story: Story) -> None:
        await story.says(OWNER, DINNER)
        topic = story.world.topic_id(FORUM, "闲聊")
        assert "没有人投票" in (await story.says(OWNER, "/poll close ＃1", topic=topic))["text"]
        assert "已经结束" in words_of(await story.says(OWNER, "/poll close 1"))
        assert "已经结束" in await closes(story)

    async def test_by_the_clock(self, story: Story) -> None:
        await story.says(OWNER, f"{DINNER} | #ends 2h")
        await votes(story, YINUO, 2)
        await story.passes(7100)
        assert "poll" in story.world.sent(FORUM)[-1]
        await story.passes(105)
        assert "胜出的是：粥" in words_of(story.world.sent(FORUM)[-1])
        before = len(story.world.sent(FORUM))
        await story.passes(600)
        assert len(story.world.sent(FORUM)) == before

    async def test_an_option_that_a_member_added_may_win(self, story: Story) -> None:
        await story.says(OWNER, f"{DINNER} | #add")
        here = {"chat_id": FORUM, "message_id": last_poll(story)["message_id"]}
        await story.does(YINUO, "add_option", text="饺子", **here)
        for who in (YINUO, ZIXUAN):
            await votes(story, who, 3)
        card = await closes(story)
        assert "饺子：2 票 · 100%" in card
        assert "胜出的是：饺子" in card

    async def test_an_option_taken_away_again_leaves_its_voters_unpaid_and_the_others_right(self, story: Story) -> None:
        await story.says(OWNER, f"{DINNER} | #add")
        here = {"chat_id": FORUM, "message_id": last_poll(story)["message_id"]}
        await story.does(YINUO, "add_option", text="饺子", **here)
        await story.does(ZIXUAN, "add_option", text="馄饨", **here)
        await votes(story, YINUO, 3)
        await votes(story, ZIXUAN, 4)
        await votes(story, MUYANG, 4)
        await story.does(YINUO, "delete_option", text="饺子", **here)
        card = await closes(story)
        assert "饺子" not in card
        assert "馄饨：2 票 · 100%" in card
        assert "2 位投了票的成员各得 2 分" in card
        assert [await story.points_of(who) for who in (YINUO, ZIXUAN, MUYANG)] == [0, 2, 2]

    async def test_a_tie_is_declared(self, story: Story) -> None:
        await story.says(OWNER, DINNER)
        await votes(story, YINUO, 0)
        await votes(story, ZIXUAN, 1)
        assert "平票：火锅、烧烤" in await closes(story)

    async def test_a_poll_deleted_meanwhile_is_counted_by_what_is_known(self, story: Story) -> None:
        await story.says(OWNER, DINNER)
        await votes(story, YINUO, 1)
        await story.does(OWNER, "delete", chat_id=FORUM, message_id=last_poll(story)["message_id"])
        assert "胜出的是：烧烤" in words_of(await story.says(OWNER, "/poll close 1"))

    async def test_of_another_group_it_is_unknown(self, story: Story) -> None:
        await story.says(OWNER, DINNER)
        assert "没找到" in (await story.says(OWNER, "/poll close 1", chat=KITCHEN))["text"]

    async def test_members_may_not(self, story: Story) -> None:
        await story.says(OWNER, DINNER)
        assert "管理员" in await closes(story, by=YINUO)
        assert not last_poll(story)["poll"]["is_closed"]

    @pytest.mark.parametrize("chat", [KITCHEN, HIKE])
    async def test_in_groups_without_topics(self, story: Story, chat: int) -> None:
        await story.says(OWNER, DINNER, chat=chat)
        await votes(story, OWNER, 1, chat=chat)
        assert "胜出的是：烧烤" in await closes(story, chat=chat)


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
        assert "没有积分" in await closes(story)
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
        assert "「火锅」开好了" in words_of(story.world.sent(FORUM)[-1])

    async def test_a_tie_opens_nothing(self, story: Story) -> None:
        await story.says(OWNER, f"{DINNER} | #topic")
        await votes(story, YINUO, 0)
        await votes(story, ZIXUAN, 1)
        assert "平票" in await closes(story)
        assert "火锅" not in [each.name for each in story.world.chats[FORUM].topics.values()]
        assert "什么也不开" in words_of(story.world.sent(FORUM)[-1])

    async def test_the_winner_becomes_an_event_at_the_time_said_when_it_was_asked(self, story: Story) -> None:
        await story.says(OWNER, f"{DINNER} | #ends 1d | #event 后天 20:00")
        assert "胜出的办成活动" in last_poll(story)["poll"]["description"]
        await votes(story, YINUO, 0)
        await story.passes(86400 + 5)
        await story.passes(60)
        (event,) = await story.rows("SELECT title, starts_at - :now AS ahead FROM events", now=story.world.now())
        assert event["title"] == "火锅"
        assert 0 < event["ahead"] < 2 * 86400, "the day after the next, reckoned from the asking"
        said = "\n".join(words_of(each) for each in story.world.sent(FORUM)[-3:])
        assert "把「火锅」办成活动" in said
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
        assert "时间已经过了" in await closes(story)
        assert await story.rows("SELECT * FROM events") == []


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
        assert "看看群里有没有" in words_of(story.world.sent(FORUM)[-1])
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
        assert "没发出去" in answer["text"]


async def test_the_result_stands_when_a_voter_is_forgotten_after_it(story: Story) -> None:
    await story.says(MODERATOR, DINNER)
    await votes(story, YINUO, 0)
    await votes(story, ZIXUAN, 0)
    await votes(story, EMMA, 1)
    card = await closes(story)
    before = await story.rows("SELECT * FROM tallies")
    await story.says(YINUO, "/forgetme")
    await story.presses(YINUO, "忘掉我，不后悔")
    assert await story.rows("SELECT 1 FROM ballots WHERE voter_id = :who", who=YINUO) == []
    assert await story.rows("SELECT * FROM tallies") == before != []
    assert card in [words_of(each) for each in story.world.sent(FORUM)]
    assert "2" in card
