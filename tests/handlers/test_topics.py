"""Stories of topics: by command, learnt from what others do, and replaced by pinned posts where there are none."""

from __future__ import annotations

import pytest

from playground.world.topics import ICONS
from tests.story import EMMA, FORUM, HIKE, KITCHEN, MODERATOR, NOON, OWNER, YINUO, ZIXUAN, Message, Story


def names(listed: Message) -> list[str]:
    return [line.removeprefix("· ") for line in listed["text"].splitlines()[1:]]


def topic_of(story: Story, name: str) -> int:
    return story.world.topic_id(FORUM, name)


async def bot_may(story: Story, *rights: str, chat: int = FORUM) -> None:
    await story.does(OWNER, "promote", chat_id=chat, user_id=story.world.bot.id, rights=list(rights))


class TestTheRegistryLearns:
    async def test_what_people_open_rename_and_close(self, story: Story) -> None:
        topic = await story.does(OWNER, "topic_new", chat_id=FORUM, name="读书")
        await story.does(OWNER, "topic_rename", chat_id=FORUM, topic=topic, name="读书会")
        await story.does(OWNER, "topic_close", chat_id=FORUM, topic=topic)
        assert "读书会（已关闭）" in names(await story.says(YINUO, "/topic list"))
        await story.does(OWNER, "topic_reopen", chat_id=FORUM, topic=topic)
        assert names(await story.says(YINUO, "话题"))[0].startswith("读书会")

    async def test_an_old_topic_from_the_first_word_said_there(self, story: Story) -> None:
        assert names(await story.says(YINUO, "话题")) == ["综合"]
        await story.does(YINUO, "say", chat_id=FORUM, text="有人吗", topic=topic_of(story, "闲聊"))
        await story.does(YINUO, "say", chat_id=FORUM, text="大厅也有人吗")
        listed = names(await story.says(YINUO, "話題"))
        assert sorted(line.split("　")[0] for line in listed) == ["综合", "闲聊"]
        assert all("1月16日 12:00" in line for line in listed)

    async def test_a_name_learnt_late_does_not_overwrite_a_newer_one(self, story: Story) -> None:
        topic = topic_of(story, "闲聊")
        await story.does(OWNER, "topic_rename", chat_id=FORUM, topic=topic, name="茶馆")
        await story.does(YINUO, "say", chat_id=FORUM, text="改名啦", topic=topic)
        assert names(await story.says(YINUO, "/topic"))[0].startswith("茶馆")

    async def test_a_hidden_general(self, story: Story) -> None:
        raw_topics = story.world.chats[FORUM].topics
        await story.says(OWNER, "/topic close", topic=0)
        assert raw_topics[1].is_closed
        assert "综合（已关闭）" in names(await story.says(OWNER, "/topic"))
        await story.says(OWNER, "/topic reopen 综合")
        assert not raw_topics[1].is_closed


class TestByCommand:
    async def test_a_name_is_found_in_the_other_script_and_its_own_spelling_comes_first(self, story: Story) -> None:
        await story.does(YINUO, "say", chat_id=FORUM, text="有人吗", topic=topic_of(story, "闲聊"))
        assert "「闲聊」已关闭" in (await story.says(MODERATOR, "/topic close 閒聊"))["text"]
        await story.does(OWNER, "topic_new", chat_id=FORUM, name="閒聊")
        assert "「閒聊」已关闭" in (await story.says(MODERATOR, "/topic close 閒聊"))["text"]
        assert "「🎉」" in (await story.says(MODERATOR, "/topic close 🎉"))["text"]

    @pytest.mark.parametrize("spoken", ["/topic new 电影 之夜", "/topic 新建 电影 之夜", "/TOPIC New 电影\n之夜"])
    async def test_a_new_one_is_told_with_a_way_there(self, story: Story, spoken: str) -> None:
        answer = await story.says(MODERATOR, spoken)
        assert answer["text"] == "话题「电影 之夜」已开。"
        url = answer["reply_markup"]["inline_keyboard"][0][0]["url"]
        assert url == f"https://t.me/c/1000000001/{topic_of(story, '电影 之夜')}"
        assert names(await story.says(YINUO, "/topic"))[0].startswith("电影 之夜")
        assert len(await story.rows("SELECT * FROM topics")) == 1

    async def test_inside_the_one_meant_or_by_its_name(self, story: Story) -> None:
        topic = topic_of(story, "闲聊")
        await story.does(YINUO, "say", chat_id=FORUM, text="在", topic=topic)
        assert "「闲聊」已关闭" in (await story.says(MODERATOR, "/topic close", topic=topic))["text"]
        assert story.world.chats[FORUM].topics[topic].is_closed
        assert "本来就是关闭的" in (await story.says(MODERATOR, "/topic close 闲聊"))["text"]
        assert "已重开" in (await story.says(MODERATOR, "/topic 重开 闲聊"))["text"]
        assert "本来就是开着的" in (await story.says(MODERATOR, "/topic reopen", topic=topic))["text"]
        assert "「茶馆」" in (await story.says(MODERATOR, "/topic rename 茶馆", topic=topic))["text"]
        assert "「茶 室」" in (await story.says(MODERATOR, "/topic rename 茶馆 ｜ 茶 室"))["text"]
        assert story.world.chats[FORUM].topics[topic].name == "茶 室"
        assert not story.world.chats[FORUM].topics[topic].is_closed

    async def test_an_icon_out_of_telegrams_own_inside_the_topic_or_by_its_name(self, story: Story) -> None:
        topic = topic_of(story, "闲聊")
        assert "换了图标" in (await story.says(MODERATOR, "/topic icon ⚡", topic=topic))["text"]
        room = story.world.chats[FORUM].topics[topic]
        assert room.icon_custom_emoji_id == ICONS["⚡️"]
        await story.does(YINUO, "say", chat_id=FORUM, text="换个图标吧", topic=topic)
        await story.does(OWNER, "topic_rename", chat_id=FORUM, topic=topic, name="茶馆")
        await story.says(MODERATOR, "/topic icon 茶馆 | 🎉")
        assert room.icon_custom_emoji_id == ICONS["🎉"]
        (row,) = await story.rows("SELECT icon FROM topics WHERE topic = :topic", topic=topic)
        assert row["icon"] == ICONS["🎉"]

    async def test_an_icon_there_is_none_of_or_no_place_for_is_explained(self, story: Story) -> None:
        topic = topic_of(story, "闲聊")
        assert "🎉" in (await story.says(MODERATOR, "/topic icon 🥟", topic=topic))["text"]
        assert "没有图标" in (await story.says(MODERATOR, "/topic icon 🎉"))["text"]
        assert "管理员" in (await story.says(YINUO, "/topic icon 🎉", topic=topic))["text"]
        await bot_may(story, "can_pin_messages")
        assert "管理话题" in (await story.says(OWNER, "/topic icon 🎉", topic=topic))["text"]
        assert not story.world.chats[FORUM].topics[topic].icon_custom_emoji_id

    async def test_one_the_bot_knows_only_by_its_number(self, story: Story) -> None:
        topic = topic_of(story, "建议")
        answer = await story.says(MODERATOR, "/topic close", topic=topic)
        assert answer["text"].startswith(f"话题「#{topic}」已关闭") or "建议" in answer["text"]
        assert story.world.chats[FORUM].topics[topic].is_closed

    async def test_two_of_one_name_must_be_told_apart(self, story: Story) -> None:
        for _ in range(2):
            await story.says(OWNER, "/topic new 灌水")
        assert "有 2 个" in (await story.says(OWNER, "/topic close 灌水"))["text"]

    @pytest.mark.parametrize(
        ("spoken", "told_of"),
        [
            ("/topic close 没有的", "「没有的」"),
            ("/topic new", "1 到 128 个字"),
            ("/topic new " + "长" * 129, "1 到 128 个字"),
            ("/topic rename 闲聊 |", "1 到 128 个字"),
            ("/topic 乱写", "用法"),
        ],
    )
    async def test_what_cannot_be_is_answered_kindly(self, story: Story, spoken: str, told_of: str) -> None:
        assert told_of in (await story.says(OWNER, spoken))["text"]

    async def test_a_deleted_one_is_noticed_and_leaves_the_list(self, story: Story) -> None:
        topic = await story.does(OWNER, "topic_new", chat_id=FORUM, name="短命")
        await story.does(OWNER, "topic_delete", chat_id=FORUM, topic=topic)
        assert "已经不在了" in (await story.says(OWNER, "/topic close 短命"))["text"]
        assert "短命" not in (await story.says(OWNER, "/topic"))["text"]

    async def test_told_in_private_it_needs_the_name(self, story: Story) -> None:
        await story.does(EMMA, "say", chat_id=FORUM, text="hi", topic=topic_of(story, "闲聊"))
        listed = await story.says(EMMA, "/topic", chat=EMMA)
        assert "闲聊" in listed["text"]
        assert "last active" in listed["text"]


class TestRights:
    async def test_members_may_look_but_not_touch(self, story: Story) -> None:
        assert "管理员" in (await story.says(YINUO, "/topic new 我的"))["text"]
        assert "话题" in (await story.says(YINUO, "/topic"))["text"]

    async def test_a_moderator_without_the_right_is_told_which(self, story: Story) -> None:
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=ZIXUAN, rights=["can_pin_messages"])
        assert "「管理话题」权限，你还没有" in (await story.says(ZIXUAN, "/topic new 我的"))["text"]

    async def test_the_bot_says_what_it_lacks_and_can_once_it_has_it(self, story: Story) -> None:
        await bot_may(story, "can_pin_messages")
        assert "我缺「管理话题」权限" in (await story.says(OWNER, "/topic new 电影"))["text"]
        await bot_may(story, "can_manage_topics")
        assert "已开" in (await story.says(OWNER, "/topic new 电影"))["text"]

    async def test_a_right_lost_unnoticed_is_told_by_the_deed(self, story: Story) -> None:
        assert "话题" in (await story.says(OWNER, "/topic new 一"))["text"]
        member = story.world.chats[FORUM].members[story.world.bot.id]
        member.rights = frozenset()
        assert "Telegram" in (await story.says(OWNER, "/topic new 二"))["text"]


class TestWithoutTopics:
    @pytest.mark.parametrize("chat", [KITCHEN, HIKE])
    async def test_a_pinned_post_has_the_same_life(self, story: Story, chat: int) -> None:
        assert "还没有话题" in (await story.says(YINUO if chat == HIKE else OWNER, "/topic", chat=chat))["text"]
        assert "已开" in (await story.says(OWNER, "/topic new 火锅局", chat=chat))["text"]
        post = next(each for each in story.world.sent(chat) if each["text"].startswith("📌"))
        assert story.world.chats[chat].pinned == [post["message_id"]]
        await story.says(OWNER, "/topic rename 麻辣烫局", chat=chat, reply_to=post["message_id"])
        assert "麻辣烫局" in self.text_of(story, chat, post)
        assert "已关闭" in (await story.says(OWNER, "/topic close 麻辣烫局", chat=chat))["text"]
        assert "已结束" in self.text_of(story, chat, post)
        assert story.world.chats[chat].pinned == []
        assert "已重开" in (await story.says(OWNER, "/topic reopen", chat=chat, reply_to=post["message_id"]))["text"]
        assert story.world.chats[chat].pinned == [post["message_id"]]
        assert names(await story.says(OWNER, "/topic", chat=chat))[0].startswith("麻辣烫局")

    def text_of(self, story: Story, chat: int, post: Message) -> str:
        return str(next(each["text"] for each in story.world.sent(chat) if each["message_id"] == post["message_id"]))

    async def test_nothing_meant_nothing_done(self, story: Story) -> None:
        assert "哪个话题" in (await story.says(OWNER, "/topic close", chat=KITCHEN))["text"]
        said = await story.does(OWNER, "say", chat_id=KITCHEN, text="随便聊聊")
        answer = await story.says(OWNER, "/topic close", chat=KITCHEN, reply_to=said["message_id"])
        assert "哪个话题" in answer["text"]

    async def test_without_the_right_to_pin_it_says_so(self, story: Story) -> None:
        await bot_may(story, "can_delete_messages", chat=KITCHEN)
        assert "我缺「置顶消息」权限" in (await story.says(OWNER, "/topic new 火锅局", chat=KITCHEN))["text"]


async def test_a_restart_in_the_middle_opens_one_topic_and_tells_it(story: Story) -> None:
    await story.end()
    story.world.say(OWNER, FORUM, "/topic new 电影")
    await story.begin()
    await story.restart()
    assert [each.name for each in story.world.chats[FORUM].topics.values()].count("电影") == 1
    assert [each["text"] for each in story.world.sent(FORUM)].count("话题「电影」已开。") == 1
    assert NOON <= (await story.rows("SELECT max(last_at) AS at FROM topics"))[0]["at"]  # noqa: SIM300
