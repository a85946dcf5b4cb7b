"""Stories of polls and quizzes: asked in a line, voted in, closed by hand or the clock, counted out and rewarded."""

from __future__ import annotations

import pytest

from bot.domain.grammar.moments import Here
from bot.domain.polls.reading import read_terms
from handlers.polls.asking import GRACE
from tests.handlers.polls.asked import DINNER, NOON, closes, last_poll, votes, words_of
from tests.story import FORUM, HIKE, KITCHEN, MODERATOR, MUYANG, OWNER, XIAOMAN, YINUO, ZIXUAN, Story


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
        assert "不计积分" in poll["description"]

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
            ("/quiz 哪个 | 面 | 饭", "标出正确答案"),
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
