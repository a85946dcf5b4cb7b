"""Stories of discussions outside a forum: in a plain group, asked wrongly, followed, silent, forgotten."""

from __future__ import annotations

import pytest

from bot.domain.discussion import Voice, best_of, left_of, next_look
from bot.services.keywords import weighty_words
from tests.handlers.discussing import DAY, DOT, HOUR, card, opens, texts
from tests.handlers.polls.asked import words_of
from tests.story import (
    EMMA,
    FORUM,
    HIKE,
    KITCHEN,
    MUYANG,
    NOON,
    OWNER,
    TSZCHING,
    YINUO,
    ZIXUAN,
    Story,
)


class TestInAPlainGroup:
    @pytest.mark.parametrize("chat", [KITCHEN, HIKE])
    async def test_a_pinned_post_and_its_replies(self, story: Story, chat: int) -> None:
        post = await opens(story, "火锅 | 2h", chat=chat)
        assert story.world.chats[chat].pinned == [post]
        assert "回复这条消息就算参加" in card(story, chat, "💬")["text"]
        await story.does(OWNER, "say", chat_id=chat, text="毛肚", reply_to=post)
        await story.does(OWNER, "say", chat_id=chat, text="不算的一句")
        await story.passes(2 * HOUR + 60)
        over = card(story, chat, "🏁")
        assert "1 位参加，1 句话" in words_of(over)
        assert over["reply_to_message"]["message_id"] == post
        assert "已结束" in card(story, chat, "💬")["text"]
        assert story.world.chats[chat].pinned == []
        assert "已关" in (await story.says(OWNER, "/topic", chat=chat))["text"]

    async def test_a_supergroup_tells_what_a_row_of_replies_began_with(self, story: Story) -> None:
        post = await opens(story, "火锅 | 2h", chat=KITCHEN)
        first = await story.does(OWNER, "say", chat_id=KITCHEN, text="毛肚", reply_to=post)
        second = await story.does(OWNER, "say", chat_id=KITCHEN, text="几秒", reply_to=first["message_id"])
        await story.does(OWNER, "say", chat_id=KITCHEN, text="八秒", reply_to=second["message_id"])
        await story.passes(2 * HOUR + 60)
        assert "1 位参加，3 句话" in words_of(card(story, KITCHEN, "🏁"))

    async def test_a_picture_goes_before_the_post(self, story: Story) -> None:
        picture = await story.does(OWNER, "photo", chat_id=KITCHEN, file=DOT)
        await story.says(OWNER, "/topic discuss 猜菜名 | 1h", chat=KITCHEN, reply_to=picture["message_id"])
        post = card(story, KITCHEN, "💬")
        assert story.world.sent(KITCHEN)[-3]["photo"]
        await story.says(OWNER, "/topic close", chat=KITCHEN, reply_to=post["message_id"])
        assert "已结束" in card(story, KITCHEN, "💬")["text"]

    async def test_it_outlives_the_groups_becoming_a_supergroup(self, story: Story) -> None:
        await opens(story, "火锅 | 2h", chat=HIKE)
        new = int(await story.does(OWNER, "migrate", chat_id=HIKE))
        await story.passes(3)
        post = card(story, new, "💬")["message_id"]
        for _ in range(2):
            await story.does(YINUO, "say", chat_id=new, text="毛肚要涮几秒", reply_to=post)
            await story.restart()
        await story.passes(2 * HOUR + 60)
        assert "1 位参加，2 句话" in words_of(card(story, new, "🏁"))
        assert "已结束" in card(story, new, "💬")["text"]


class TestAskedWrongly:
    @pytest.mark.parametrize(
        ("spoken", "told_of"),
        [
            ("/topic discuss", "讨论什么"),
            ("/topic discuss | 2d", "讨论什么"),
            ("/topic discuss " + "长" * 121, "要有题目"),
            ("/topic discuss 火锅 | 随便", "「随便」我没看懂"),
            ("/topic discuss 火锅 | 1h | 2h", "先没算进去"),
            ("/topic discuss 火锅 | 1h | 牛油 | 牛油", "「牛油」"),
        ],
    )
    async def test_is_answered_kindly(self, story: Story, spoken: str, told_of: str) -> None:
        assert told_of in (await story.says(OWNER, spoken))["text"]
        assert await story.rows("SELECT * FROM discussions") == []

    async def test_rights_are_asked_for_and_explained(self, story: Story) -> None:
        assert "只有管理员" in (await story.says(YINUO, "/topic discuss 火锅"))["text"]
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=ZIXUAN, rights=["can_pin_messages"])
        assert "「管理话题」" in (await story.says(ZIXUAN, "/topic discuss 火锅"))["text"]
        bot = story.world.bot.id
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=bot, rights=["can_pin_messages"])
        assert "我缺「管理话题」" in (await story.says(OWNER, "/topic discuss 火锅"))["text"]

    async def test_without_the_right_to_pin_a_forum_still_has_its_discussion(self, story: Story) -> None:
        bot = story.world.bot.id
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=bot, rights=["can_manage_topics"])
        await opens(story)
        assert card(story, FORUM, "💬")["message_id"] not in story.world.chats[FORUM].pinned
        assert "没有" not in "".join(texts(story, OWNER))

    async def test_a_right_lost_unnoticed_is_told(self, story: Story) -> None:
        await story.says(OWNER, "/topic new 一")
        story.world.chats[FORUM].members[story.world.bot.id].rights = frozenset()
        assert "没办成" in (await story.says(OWNER, "/topic discuss 二"))["text"]
        assert (await story.rows("SELECT state FROM discussions"))[0]["state"] == "failed"


class TestFollowing:
    async def test_by_tag_and_all_told_privately_or_by_name(self, story: Story) -> None:
        await story.says(YINUO, "/start", chat=YINUO)
        assert "标题里有「火锅」" in (await story.says(YINUO, "/topic follow #火锅"))["text"]
        assert "群里一有新讨论" in (await story.says(TSZCHING, "/topic 關注"))["text"]
        assert "已经关注「火锅」" in (await story.says(YINUO, "/topic follow 火锅"))["text"]
        await story.says(MUYANG, "/topic follow 读书")
        topic = await opens(story, "冬天吃火锅 | 1d")
        news = story.world.sent(YINUO)[-1]
        assert "冬天吃火锅" in news["text"]
        assert news["reply_markup"]["inline_keyboard"][0][0]["url"].endswith(f"/{topic}")
        called = card(story, FORUM, "新讨论开始了")
        assert [each["user"]["id"] for each in called["entities"] if "user" in each] == [TSZCHING]
        assert called["message_thread_id"] == topic

    async def test_the_way_to_a_private_chat_is_shown_to_those_who_need_it(self, story: Story) -> None:
        asked = await story.says(YINUO, "/topic follow")
        assert asked["reply_markup"]["inline_keyboard"][0][0]["text"] == "在私聊里收通知"
        await story.says(YINUO, "/start follow", chat=YINUO)
        assert "reply_markup" not in await story.says(YINUO, "/topic follow 火锅")

    async def test_letting_go(self, story: Story) -> None:
        await story.says(YINUO, "/start", chat=YINUO)
        assert "没有关注" in (await story.says(YINUO, "/topic unfollow"))["text"]
        await story.says(YINUO, "/topic follow 火锅")
        await story.says(YINUO, "/topic follow 烧烤")
        assert "不再通知你「烧烤」" in (await story.says(YINUO, "/topic unfollow 烧烤"))["text"]
        assert [row["said"] for row in await story.rows("SELECT said FROM follows")] == ["火锅"]
        await story.says(YINUO, "/topic 取关")
        before = len(story.world.sent(YINUO))
        await opens(story)
        assert len(story.world.sent(YINUO)) == before

    async def test_by_button_and_a_second_press_lets_go(self, story: Story) -> None:
        await opens(story)
        await story.presses(EMMA, "🔔 有新讨论通知我")
        assert "name you here" in story.toasts(EMMA)[-1]
        await story.presses(EMMA, "🔔 有新讨论通知我")
        assert "no more notif" in story.toasts(EMMA)[-1]
        assert await story.rows("SELECT * FROM follows") == []

    async def test_whoever_left_is_not_called(self, story: Story) -> None:
        await story.says(YINUO, "/topic follow")
        await story.does(YINUO, "leave", chat_id=FORUM)
        await opens(story)
        assert not card(story, FORUM, "新讨论开始了")

    async def test_no_end_of_tags_is_kept(self, story: Story) -> None:
        for number in range(20):
            await story.says(YINUO, f"/topic follow 词{number}")
        assert "最多关注 20 个" in (await story.says(YINUO, "/topic follow 还有"))["text"]


class TestRules:
    def test_a_flood_is_no_contribution(self) -> None:
        flood, talk, kind = (
            Voice(1, "甲", 900, 0, 0, True),
            Voice(2, "乙", 10, 30, 0, True),
            Voice(3, "丙", 2, 1, 6, True),
        )
        assert [each.name for each in best_of([flood, talk, kind])] == ["乙", "丙", "甲"]

    @pytest.mark.parametrize(
        ("left", "shown", "next_in"),
        [
            (5 * DAY, ("days", 5), DAY),
            (2 * DAY, ("days", 2), HOUR),
            (2 * HOUR + 1, ("hours", 3), 1),
            (HOUR, ("minutes", 60), 600),
            (601, ("minutes", 11), 1),
            (600, ("minutes", 10), None),
        ],
    )
    def test_the_countdown_changes_when_it_says_something_new(
        self, left: int, shown: tuple[str, int], next_in: int | None
    ) -> None:
        assert left_of(left) == shown
        assert next_look(NOON + left, now=NOON) == (None if next_in is None else NOON + next_in)

    async def test_words_are_counted_as_written_in_either_script(self) -> None:
        found = await weighty_words(["我們一起去爬山吧", "我们一起去爬山吧", "看電影 ok 666", ""])
        assert found == [{"爬山"}, {"爬山"}, {"電影"}, set()]


async def test_forgetting_takes_a_members_share_of_a_discussion(story: Story) -> None:
    topic = await opens(story)
    await story.does(YINUO, "say", chat_id=FORUM, text="毛肚", topic=topic)
    await story.says(YINUO, "/topic follow")
    await story.says(YINUO, "/forgetme", chat=YINUO)
    await story.presses(YINUO, "确认删除", chat=YINUO)
    for table in ("discussion_voices", "discussion_lines", "discussion_words", "follows"):
        assert await story.rows(f"SELECT 1 FROM {table}") == []
