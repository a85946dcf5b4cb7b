"""Stories of timed discussions: opened, talked in, helped over silence, counted out and paid; followed and told of."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from bot.domain.discussion import Voice, best_of, left_of, next_look
from bot.services.keywords import weighty_words
from tests.handlers.polls.test_polls import words_of
from tests.story import (
    EMMA,
    FORUM,
    HIKE,
    KITCHEN,
    MODERATOR,
    MUYANG,
    NOON,
    OWNER,
    PEISHAN,
    TSZCHING,
    XIAOMAN,
    YINUO,
    ZIXUAN,
    Message,
    Story,
    told,
)

HOUR, DAY = 3600, 86400
PEOPLE = (YINUO, ZIXUAN, PEISHAN, MUYANG, XIAOMAN)
DOT = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 60).decode()


def topic_of(story: Story, name: str) -> int:
    return story.world.topic_id(FORUM, name)


def card(story: Story, chat: int, begins: str) -> Message:
    """The newest message of the bot there that begins so, by text or caption."""
    for message in reversed(story.world.sent(chat)):
        if str(message.get("text", message.get("caption", ""))).startswith(begins):
            return message
    return {}


def texts(story: Story, chat: int) -> list[str]:
    return [str(each.get("text", each.get("caption", ""))) for each in story.world.sent(chat)]


async def opens(story: Story, words: str = "火锅 | 2d", *, chat: int = FORUM) -> int:
    """The place in which it is talked of: the new topic's id, or the post's."""
    await story.says(OWNER, f"/topic discuss {words}", chat=chat)
    return int((await story.rows("SELECT max(place) AS place FROM discussions WHERE state = 'open'"))[0]["place"])


class TestInAForum:
    async def test_it_opens_a_topic_with_a_pinned_opening_and_a_countdown(self, story: Story) -> None:
        answer = await story.says(MODERATOR, "/topic discuss 周末 去哪 | 2d")
        assert answer == card(story, FORUM, "💬")
        assert "「周末 去哪」开始了" in card(story, FORUM, "话题讨论「")["text"]
        topic = topic_of(story, "周末 去哪")
        url = card(story, FORUM, "话题讨论「")["reply_markup"]["inline_keyboard"][0][0]["url"]
        assert url.endswith(f"/{topic}")
        assert answer["message_thread_id"] == topic
        assert "到 1月18日 12:00 结束，还有 48 小时" in answer["text"]
        assert answer["message_id"] in story.world.chats[FORUM].pinned
        await story.passes(DAY + 5)
        assert "还有 24 小时" in card(story, FORUM, "💬")["text"]
        await story.passes(DAY - 20 * 60)
        assert "还有 20 分钟" in card(story, FORUM, "💬")["text"]

    async def test_the_opening_stands_under_the_picture_replied_to(self, story: Story) -> None:
        picture = await story.does(OWNER, "photo", chat_id=FORUM, file=DOT)
        await story.says(OWNER, "/topic discuss 猜地名 | 1h", reply_to=picture["message_id"])
        shown = card(story, FORUM, "💬")
        assert shown["photo"]
        assert "猜地名" in shown["caption"]
        await story.passes(2 * HOUR + 60)
        assert "已经结束" in card(story, FORUM, "💬")["caption"]

    async def test_only_what_is_said_there_counts_and_the_card_tells_it(self, story: Story) -> None:
        topic = await opens(story)
        first = await story.does(YINUO, "say", chat_id=FORUM, text="我喜欢毛肚", topic=topic)
        await story.does(ZIXUAN, "say", chat_id=FORUM, text="同意", topic=topic, reply_to=first["message_id"])
        await story.does(ZIXUAN, "say", chat_id=FORUM, text="还有黄喉", topic=topic)
        await story.does(MUYANG, "say", chat_id=FORUM, text="在别处说的")
        await story.does(PEISHAN, "say", chat_id=FORUM, text="鴨血", topic=topic)
        await story.passes(HOUR + 60)
        assert "已经有 3 位说了 4 句" in card(story, FORUM, "💬")["text"]
        await story.passes(2 * DAY + 60)
        over = card(story, FORUM, "🏁")
        assert "3 位参加，4 句话\n其中 1 句是回应别人" in words_of(over)
        assert over["message_thread_id"] == topic
        assert story.world.chats[FORUM].topics[topic].is_closed
        assert card(story, FORUM, "💬")["message_id"] not in story.world.chats[FORUM].pinned
        assert await story.rows("SELECT * FROM discussion_lines") == []

    async def test_hot_words_stand_on_five_people_and_their_lines_go(self, story: Story) -> None:
        topic = await opens(story)
        said = ("今天吃毛肚火锅", "毛肚要七上八下", "我爱毛肚", "毛肚配米饭", "毛肚和鸭血")
        for who, words in zip(PEOPLE, said, strict=True):
            await story.does(who, "say", chat_id=FORUM, text=words, topic=topic)
        for who in (*PEOPLE[:4], YINUO, YINUO):
            await story.does(who, "say", chat_id=FORUM, text="啤酒啤酒", topic=topic)
        await story.passes(1801)
        assert await story.rows("SELECT * FROM discussion_lines") == []
        await story.passes(2 * DAY + 60)
        over = words_of(card(story, FORUM, "🏁"))
        assert "大家在说\n毛肚" in over
        assert "啤酒" not in over.partition("大家在说")[2]
        assert await story.rows("SELECT * FROM discussion_words") == []

    async def test_the_card_is_a_picture_of_who_gave_most_and_words_alone_where_none_may_be_sent(
        self, story: Story
    ) -> None:
        story.world.chats[KITCHEN].permissions -= {"can_send_photos"}
        for chat in (FORUM, KITCHEN):
            await story.says(OWNER, "/topic discuss 火锅 | 1h", chat=chat)
            post = card(story, chat, "💬")["message_id"]
            at = {"topic": topic_of(story, "火锅")} if chat == FORUM else {"reply_to": post}
            for who in [each for each in story.world.chats[chat].members if each != story.world.bot.id][:4]:
                await story.does(who, "say", chat_id=chat, text="吃辣的好", **at)
        member = story.world.chats[KITCHEN].members[story.world.bot.id]
        member.status, member.rights = "member", frozenset()
        await story.passes(HOUR + 60)
        drawn, plain = card(story, FORUM, "🏁"), card(story, KITCHEN, "🏁")
        assert story.world.files[drawn["photo"][-1]["file_id"]].content.startswith(b"\x89PNG")
        assert "photo" not in plain
        assert "贡献最多" in plain["text"]
        for each in (drawn, plain):
            assert "🔔" in str(each["reply_markup"])

    async def test_the_best_are_paid_once_and_the_most_thanked_answer_is_shown(self, story: Story) -> None:
        topic = await opens(story)
        answer = await story.does(YINUO, "say", chat_id=FORUM, text="三里屯那家", topic=topic)
        for who in (ZIXUAN, MUYANG):
            await story.does(who, "say", chat_id=FORUM, text="谢谢", topic=topic, reply_to=answer["message_id"])
            await story.does(who, "say", chat_id=FORUM, text="记下了", topic=topic)
        elsewhere = await story.does(XIAOMAN, "say", chat_id=FORUM, text="在大厅说的")
        await story.does(ZIXUAN, "say", chat_id=FORUM, text="谢谢", reply_to=elsewhere["message_id"])
        await story.passes(2 * DAY + 60)
        over = card(story, FORUM, "🏁")
        yinuo = story.world.people[YINUO].name
        assert f"最受感谢\n· {yinuo}　❤ 2" in words_of(over)
        assert f"1. {yinuo}　1 句　+10 分" in words_of(over)
        url = over["reply_markup"]["inline_keyboard"][0][0]["url"]
        assert url == f"https://t.me/c/1000000001/{topic}/{answer['message_id']}"
        paid = await story.rows("SELECT to_account, amount FROM ledger WHERE kind = 'discussion' ORDER BY to_account")
        assert [(row["to_account"], row["amount"]) for row in paid] == [(each, 10) for each in (YINUO, ZIXUAN, MUYANG)]
        assert "话题讨论 #1 的贡献" in (await story.says(YINUO, "/ledger"))["text"]

    async def test_nobody_wins_alone_and_whoever_left_wins_nothing(self, story: Story) -> None:
        topic = await opens(story, "一 | 1h")
        await story.does(YINUO, "say", chat_id=FORUM, text="只有我一个人", topic=topic)
        await story.passes(2 * HOUR + 60)
        assert "1 位参加" in words_of(card(story, FORUM, "🏁"))
        topic = await opens(story, "二 | 1h")
        for who in PEOPLE[:3]:
            await story.does(who, "say", chat_id=FORUM, text="我说一句", topic=topic)
        await story.does(ZIXUAN, "leave", chat_id=FORUM)
        await story.passes(2 * HOUR + 60)
        paid = await story.rows("SELECT to_account FROM ledger WHERE kind = 'discussion' ORDER BY to_account")
        assert [row["to_account"] for row in paid] == [YINUO, PEISHAN]

    async def test_whoever_keeps_off_the_boards_is_paid_without_a_name(self, story: Story) -> None:
        await story.says(YINUO, "/top hide")
        topic = await opens(story, "一 | 1h")
        for who in PEOPLE[:3]:
            await story.does(who, "say", chat_id=FORUM, text="我说一句", topic=topic)
        await story.passes(2 * HOUR + 60)
        assert story.world.people[YINUO].name not in words_of(card(story, FORUM, "🏁"))
        assert len(await story.rows("SELECT 1 FROM ledger WHERE kind = 'discussion'")) == 3

    async def test_a_poll_may_begin_it_and_closes_with_it(self, story: Story) -> None:
        topic = await opens(story, "锅底之争 | 1d | 牛油 | 番茄 | 清汤")
        asked = next(each for each in story.world.sent(FORUM) if "poll" in each)
        assert asked["message_thread_id"] == topic
        assert [each["text"] for each in asked["poll"]["options"]] == ["牛油", "番茄", "清汤"]
        assert "💬 讨论中" in (await story.says(YINUO, "/topic"))["text"]
        await story.passes(DAY + 120)
        assert next(each for each in story.world.sent(FORUM) if "poll" in each)["poll"]["is_closed"]
        assert "💬" not in (await story.says(YINUO, "/topic"))["text"]

    async def test_here_means_the_topic_it_is_said_in_which_stays_open(self, story: Story) -> None:
        topic = topic_of(story, "闲聊")
        await story.says(OWNER, "/topic discuss 年夜饭 | 1h | here", topic=topic)
        assert card(story, FORUM, "💬")["message_thread_id"] == topic
        assert len(story.world.chats[FORUM].topics) == len(
            {each.name for each in story.world.chats[FORUM].topics.values()}
        )
        assert "正有一场讨论" in (await story.says(OWNER, "/topic discuss 又一个 | 这里", topic=topic))["text"]
        await story.does(YINUO, "say", chat_id=FORUM, text="饺子", topic=topic)
        await story.passes(2 * HOUR + 60)
        assert "1 位参加，1 句话" in words_of(card(story, FORUM, "🏁"))
        assert not story.world.chats[FORUM].topics[topic].is_closed

    async def test_in_general_too(self, story: Story) -> None:
        await story.says(OWNER, "/topic discuss 大厅闲谈 | 1h | here")
        assert "message_thread_id" not in card(story, FORUM, "💬")
        await story.does(YINUO, "say", chat_id=FORUM, text="在大厅说")
        await story.does(YINUO, "say", chat_id=FORUM, text="在闲聊说", topic=topic_of(story, "闲聊"))
        await story.passes(2 * HOUR + 60)
        assert "1 位参加，1 句话" in words_of(card(story, FORUM, "🏁"))

    async def test_closing_the_topic_ends_it_early_and_once(self, story: Story) -> None:
        topic = await opens(story)
        await story.does(YINUO, "say", chat_id=FORUM, text="来了", topic=topic)
        assert "只有管理员" in (await story.says(YINUO, "/topic close", topic=topic))["text"]
        await story.says(OWNER, "/topic close", topic=topic)
        assert "提前收尾" in "".join(texts(story, FORUM))
        assert "1 位参加" in words_of(card(story, FORUM, "🏁"))
        assert story.world.chats[FORUM].topics[topic].is_closed
        await story.passes(3 * DAY)
        assert sum(each.startswith("🏁") for each in texts(story, FORUM)) == 1
        assert "本来就关着" in (await story.says(OWNER, "/topic close 火锅"))["text"]

    async def test_closing_it_by_hand_ends_it_too(self, story: Story) -> None:
        topic = await opens(story)
        await story.does(YINUO, "say", chat_id=FORUM, text="来了", topic=topic)
        await story.does(OWNER, "topic_close", chat_id=FORUM, topic=topic)
        assert "1 位参加" in words_of(card(story, FORUM, "🏁"))

    async def test_a_topic_deleted_meanwhile_does_not_swallow_the_card(self, story: Story) -> None:
        topic = await opens(story, "短命 | 1h")
        await story.does(YINUO, "say", chat_id=FORUM, text="来了", topic=topic)
        await story.does(OWNER, "topic_delete", chat_id=FORUM, topic=topic)
        await story.passes(2 * HOUR + 60)
        assert "message_thread_id" not in card(story, FORUM, "🏁")

    async def test_a_topic_deleted_meanwhile_is_spoken_into_once_at_most(self, story: Story) -> None:
        topic = await opens(story, "长谈 | 12h")
        await story.does(YINUO, "say", chat_id=FORUM, text="来了", topic=topic)
        await story.does(OWNER, "topic_delete", chat_id=FORUM, topic=topic)
        before = len(texts(story, FORUM))
        for _ in range(10):
            await story.passes(HOUR)
        assert len(texts(story, FORUM)[before:]) <= 2, "one ice-breaker that found out, and the end"
        assert await story.rows("SELECT state FROM discussions") == [{"state": "closed"}]

    async def test_a_restart_in_the_middle_counts_on_and_ends_once(self, story: Story) -> None:
        await story.end()
        story.world.say(OWNER, FORUM, "/topic discuss 火锅 | 1h")
        await story.begin()
        topic = topic_of(story, "火锅")
        await story.does(YINUO, "say", chat_id=FORUM, text="先说一句", topic=topic)
        await story.restart()
        await story.does(ZIXUAN, "say", chat_id=FORUM, text="再说一句", topic=topic)
        await story.end()
        story.world.clock.advance(2 * HOUR + 60)
        await story.begin()
        assert "2 位参加，2 句话" in words_of(card(story, FORUM, "🏁"))
        assert sum(each.startswith("🏁") for each in texts(story, FORUM)) == 1
        assert [each.name for each in story.world.chats[FORUM].topics.values()].count("火锅") == 1


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
        assert "已经结束" in card(story, chat, "💬")["text"]
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
        assert "已经结束" in card(story, KITCHEN, "💬")["text"]

    async def test_it_outlives_the_groups_becoming_a_supergroup(self, story: Story) -> None:
        await opens(story, "火锅 | 2h", chat=HIKE)
        new = await story.does(OWNER, "migrate", chat_id=HIKE)
        await story.passes(2 * HOUR + 60)
        assert card(story, int(new), "🏁")


class TestAskedWrongly:
    @pytest.mark.parametrize(
        ("spoken", "told_of"),
        [
            ("/topic discuss", "用法"),
            ("/topic discuss | 2d", "要有题目"),
            ("/topic discuss " + "长" * 121, "要有题目"),
            ("/topic discuss 火锅 | 随便", "「随便」我没看懂"),
            ("/topic discuss 火锅 | 1h | 2h", "用法"),
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


class TestSilence:
    async def test_an_ice_breaker_comes_into_silence_and_each_waits_longer(self, story: Story) -> None:
        topic = await opens(story, "火锅 | 5d")
        await story.passes(HOUR)
        await story.does(YINUO, "say", chat_id=FORUM, text="我先来", topic=topic)
        await story.passes(HOUR + 60)
        assert len(story.world.sent(FORUM)) == 2
        await story.passes(HOUR)
        said = story.world.sent(FORUM)[-1]
        assert "「火锅」" in said["text"]
        assert said["message_thread_id"] == topic
        await story.passes(3 * HOUR)
        assert story.world.sent(FORUM)[-1] == said

    async def test_none_in_the_quiet_hours_or_above_the_cap(self, tmp_path: Path) -> None:
        async with told(tmp_path, '\n[caps]\nper_day = 1\n[quiet]\nhours = "13:00-20:00"\n') as story:
            await opens(story, "火锅 | 5d")
            for _ in range(8):
                await story.passes(HOUR - 10)
            assert len(story.world.sent(FORUM)) == 2
            await story.passes(HOUR)
            assert len(story.world.sent(FORUM)) == 3
            await opens(story, "别的 | 5d")
            await story.passes(150 * 60)
            assert len(story.world.sent(FORUM)) == 5

    async def test_three_at_most(self, tmp_path: Path) -> None:
        async with told(tmp_path, '\n[quiet]\nhours = ""\n') as story:
            await opens(story, "火锅 | 20d")
            for _ in range(60):
                await story.passes(6 * HOUR)
            assert len(story.world.sent(FORUM)) == 5


class TestFollowing:
    async def test_by_tag_and_all_told_privately_or_by_name(self, story: Story) -> None:
        await story.says(YINUO, "/start", chat=YINUO)
        assert "标题里有「火锅」" in (await story.says(YINUO, "/topic follow #火锅"))["text"]
        assert "群里有新讨论" in (await story.says(TSZCHING, "/topic 關注"))["text"]
        assert "已经在关注「火锅」" in (await story.says(YINUO, "/topic follow 火锅"))["text"]
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
        assert asked["reply_markup"]["inline_keyboard"][0][0]["text"] == "私下收通知"
        await story.says(YINUO, "/start follow", chat=YINUO)
        assert "reply_markup" not in await story.says(YINUO, "/topic follow 火锅")

    async def test_letting_go(self, story: Story) -> None:
        await story.says(YINUO, "/start", chat=YINUO)
        assert "本来就没有" in (await story.says(YINUO, "/topic unfollow"))["text"]
        await story.says(YINUO, "/topic follow 火锅")
        await story.says(YINUO, "/topic follow 烧烤")
        assert "不再告诉你「烧烤」" in (await story.says(YINUO, "/topic unfollow 烧烤"))["text"]
        assert [row["said"] for row in await story.rows("SELECT said FROM follows")] == ["火锅"]
        await story.says(YINUO, "/topic 取关")
        before = len(story.world.sent(YINUO))
        await opens(story)
        assert len(story.world.sent(YINUO)) == before

    async def test_by_button_and_a_second_press_lets_go(self, story: Story) -> None:
        await opens(story)
        await story.presses(EMMA, "🔔 有新讨论告诉我")
        assert "new discussions" in story.toasts(EMMA)[-1]
        await story.presses(EMMA, "🔔 有新讨论告诉我")
        assert "no more" in story.toasts(EMMA)[-1]
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
            (2 * DAY, ("hours", 48), HOUR),
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
    await story.presses(YINUO, "忘掉我，不后悔", chat=YINUO)
    for table in ("discussion_voices", "discussion_lines", "discussion_words", "follows"):
        assert await story.rows(f"SELECT 1 FROM {table}") == []
