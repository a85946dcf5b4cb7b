"""Stories of timed discussions: opened, talked in, helped over silence, counted out and paid; followed and told of."""

from __future__ import annotations

from pathlib import Path

from tests.handlers.discussing import DAY, DOT, HOUR, card, opens, texts
from tests.handlers.polls.asked import words_of
from tests.story import FORUM, KITCHEN, MODERATOR, MUYANG, OWNER, PEISHAN, XIAOMAN, YINUO, ZIXUAN, Story, told

PEOPLE = (YINUO, ZIXUAN, PEISHAN, MUYANG, XIAOMAN)


def topic_of(story: Story, name: str) -> int:
    return story.world.topic_id(FORUM, name)


class TestInAForum:
    async def test_it_opens_a_topic_with_a_pinned_opening_and_a_countdown(self, story: Story) -> None:
        answer = await story.says(MODERATOR, "/topic discuss 周末 去哪 | 2d")
        assert answer == card(story, FORUM, "💬")
        assert "「周末 去哪」开始了" in card(story, FORUM, "话题讨论「")["text"]
        topic = topic_of(story, "周末 去哪")
        url = card(story, FORUM, "话题讨论「")["reply_markup"]["inline_keyboard"][0][0]["url"]
        assert url.endswith(f"/{topic}")
        assert answer["message_thread_id"] == topic
        assert "到 1月18日 12:00 结束，还有 2 天" in answer["text"]
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
        assert "已结束" in card(story, FORUM, "💬")["caption"]

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
        assert "提前结束" in "".join(texts(story, FORUM))
        assert "1 位参加" in words_of(card(story, FORUM, "🏁"))
        assert story.world.chats[FORUM].topics[topic].is_closed
        await story.passes(3 * DAY)
        assert sum(each.startswith("🏁") for each in texts(story, FORUM)) == 1
        assert "本来就是关闭的" in (await story.says(OWNER, "/topic close 火锅"))["text"]

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
