"""Stories of questions to a guest: a round opened, asked in, voted on, answered, and written down at its close."""

from __future__ import annotations

import pytest

from tests.story import EMMA, FORUM, HIKE, KITCHEN, MODERATOR, MUYANG, OWNER, PEISHAN, YINUO, ZIXUAN, Message, Story

DAY = 86400
GUEST = ZIXUAN


def question(story: Story, number: int, chat: int = FORUM) -> Message:
    """The card of that question as it stands."""
    for message in reversed(story.world.sent(chat)):
        if f" #{number} " in str(message.get("text", "")) and message["text"][0] in "❓✅":
            return message
    return {}


def transcript(story: Story, chat: int = FORUM) -> tuple[str, str]:
    """Its file name and its words."""
    for message in reversed(story.world.sent(chat)):
        if "document" in message:
            content = story.world.files[message["document"]["file_id"]].content.decode("utf-8-sig")
            return message["document"]["file_name"], content
    raise AssertionError("no transcript")


async def opens(story: Story, words: str = "聊聊装修 | @{guest}", chat: int = FORUM) -> Message:
    said = words.format(guest=story.world.people[GUEST].username)
    await story.does(GUEST, "say", chat_id=FORUM, text="我来了")
    return await story.says(OWNER, f"/ask open {said}", chat=chat)


class TestARound:
    async def test_asked_voted_answered_and_written_down(self, story: Story) -> None:
        card = await opens(story)
        guest = story.world.people[GUEST].name
        assert "嘉宾问答：聊聊装修" in card["text"]
        assert f"嘉宾：{guest}" in card["text"]
        assert card["message_id"] in story.world.chats[FORUM].pinned
        await story.says(YINUO, "/ask 先刷墙还是先铺地？")
        await story.says(PEISHAN, "/ask 預算怎麼定")
        await story.presses(MUYANG, "👍 0")
        assert "已点赞" in story.toasts(MUYANG)[-1]
        listed = (await story.says(YINUO, "嘉宾问答"))["text"]
        assert listed.index("預算怎麼定　👍 1") < listed.index("先刷墙还是先铺地？　👍 0")
        await story.does(GUEST, "say", chat_id=FORUM, text="先铺地", reply_to=question(story, 1)["message_id"])
        shown = question(story, 1)
        assert shown["text"].startswith("✅ #1 先刷墙")
        assert f"{guest}：先铺地" in shown["text"]
        assert not shown.get("reply_markup")
        await story.says(GUEST, "/ask close")
        name, words = transcript(story)
        assert name == "ask-1.txt"
        assert words.index("預算怎麼定") < words.index("先刷墙")
        assert "（赞同 1）" in words
        assert f"【答】{guest}\n    先铺地" in words
        assert (
            "已经结束"
            in next(each for each in story.world.sent(FORUM) if each["message_id"] == card["message_id"])["text"]
        )
        assert card["message_id"] not in story.world.chats[FORUM].pinned
        assert "现在没有嘉宾问答" in (await story.says(YINUO, "/ask 还有吗"))["text"]

    async def test_the_guest_may_be_named_by_replying_to_them(self, story: Story) -> None:
        said = await story.does(GUEST, "say", chat_id=FORUM, text="大家好")
        await story.says(OWNER, "/ask open 见面 | 2d", reply_to=said["message_id"])
        assert (await story.rows("SELECT guest_id FROM asks"))[0]["guest_id"] == GUEST

    async def test_it_closes_by_time_once_whatever_restarts(self, story: Story) -> None:
        await opens(story, "聊聊 | 1d")
        await story.says(YINUO, "/ask 一")
        await story.end()
        story.world.clock.advance(DAY + 60)
        await story.begin()
        await story.restart()
        assert sum("document" in each for each in story.world.sent(FORUM)) == 1
        assert await story.rows("SELECT 1 FROM asks WHERE state = 'open'") == []

    async def test_nobody_asked(self, story: Story) -> None:
        await opens(story)
        await story.says(OWNER, "/ask close")
        assert "没有人提问" in "".join(str(each.get("text")) for each in story.world.sent(FORUM))

    @pytest.mark.parametrize("chat", [KITCHEN, HIKE])
    async def test_without_topics_just_the_same(self, story: Story, chat: int) -> None:
        await story.says(OWNER, "/ask open 聊聊", chat=chat)
        await story.says(OWNER, "/ask 自问自答？", chat=chat)
        await story.does(OWNER, "say", chat_id=chat, text="自答", reply_to=question(story, 1, chat)["message_id"])
        assert "自答" in question(story, 1, chat)["text"]

    async def test_in_the_topic_it_was_opened_in(self, story: Story) -> None:
        topic = story.world.topic_id(FORUM, "闲聊")
        await story.says(OWNER, "/ask open 聊聊", topic=topic)
        await story.says(YINUO, "/ask 在别处问", topic=0)
        assert question(story, 1)["message_thread_id"] == topic

    async def test_asked_in_private_it_stands_in_the_group(self, story: Story) -> None:
        await story.says(OWNER, "/ask open 聊聊")
        await story.does(EMMA, "say", chat_id=FORUM, text="hi")
        assert "Question #1 is posted" in (await story.says(EMMA, "/ask what first?", chat=EMMA))["text"]
        assert "what first?" in question(story, 1)["text"]


class TestAnswers:
    async def test_by_number_by_reply_and_by_a_mark(self, story: Story) -> None:
        await opens(story)
        for words in ("一", "二", "三"):
            await story.says(YINUO, f"/ask {words}")
        await story.says(MODERATOR, "/ask answer #1 第一个")
        assert "第一个" in question(story, 1)["text"]
        await story.says(MODERATOR, "/ask 回答 第二个", reply_to=question(story, 2)["message_id"])
        assert "第二个" in question(story, 2)["text"]
        await story.presses(GUEST, "✅ 答过了")
        assert question(story, 3)["text"].startswith("✅")
        assert "已标为答过" in story.toasts(GUEST)[-1]
        assert "已经答过" in (await story.says(MODERATOR, "/ask answer 1 又来"))["text"]
        await story.says(GUEST, "/ask close")
        assert "当场答过" in transcript(story)[1]

    async def test_a_second_press_changes_nothing(self, story: Story) -> None:
        await opens(story)
        await story.says(YINUO, "/ask 一")
        card = question(story, 1)
        data = card["reply_markup"]["inline_keyboard"][0][1]["callback_data"]
        for _ in range(2):
            story.world.press(OWNER, FORUM, card["message_id"], data)
        await story.settle()
        assert ["已标为答过" in each for each in story.toasts(OWNER)] == [True, False]

    async def test_members_neither_answer_nor_take_away(self, story: Story) -> None:
        await opens(story)
        await story.says(YINUO, "/ask 一")
        await story.presses(MUYANG, "✅ 答过了")
        assert "嘉宾和管理员" in story.toasts(MUYANG)[-1]
        for words in ("answer 1 我来", "close"):
            assert "嘉宾和管理员" in (await story.says(MUYANG, f"/ask {words}"))["text"]
        assert "只有管理员" in (await story.says(MUYANG, "/ask drop 1"))["text"]
        await story.does(MUYANG, "say", chat_id=FORUM, text="我觉得", reply_to=question(story, 1)["message_id"])
        assert question(story, 1)["text"].startswith("❓")

    async def test_what_the_guest_says_to_other_messages_of_ours_is_talk(self, story: Story) -> None:
        await opens(story)
        await story.says(YINUO, "/ask 一")
        other = await story.says(YINUO, "签到")
        await story.does(GUEST, "say", chat_id=FORUM, text="厉害", reply_to=other["message_id"])
        fake = await story.does(YINUO, "say", chat_id=FORUM, text="❓ #1 假的")
        await story.does(GUEST, "say", chat_id=FORUM, text="上当", reply_to=fake["message_id"])
        refused = await story.says(GUEST, "/ask answer 上当", reply_to=fake["message_id"])
        assert "没有「上当」" in refused["text"]
        assert question(story, 1)["text"].startswith("❓")

    async def test_a_bad_one_is_taken_away(self, story: Story) -> None:
        await opens(story)
        await story.says(YINUO, "/ask 广告")
        await story.says(OWNER, "/ask drop 1")
        assert question(story, 1) == {}
        assert "没有人提问" in str(await story.says(OWNER, "/ask close"))


class TestAskedWrongly:
    @pytest.mark.parametrize(
        ("spoken", "told_of"),
        [
            ("/ask", "现在没有嘉宾问答"),
            ("/ask 有人吗", "现在没有嘉宾问答"),
            ("/ask open", "问答要有主题"),
            ("/ask open 题 | @nobody_here", "没在这个群里见过"),
            ("/ask open 题 | 1d | 2d", "用法"),
            ("/ask answer 9 好", "没有「#9」"),
            ("/ask answer 好", "没有「好」"),
        ],
    )
    async def test_is_answered_kindly(self, story: Story, spoken: str, told_of: str) -> None:
        assert told_of in (await story.says(OWNER, spoken))["text"]

    async def test_one_round_at_a_time_three_questions_each_and_none_too_long(self, story: Story) -> None:
        await opens(story)
        assert "「聊聊装修」的问答还没结束" in (await story.says(OWNER, "/ask open 又一场"))["text"]
        assert "最多 300 个字" in (await story.says(YINUO, "/ask " + "长" * 301))["text"]
        for number in range(3):
            await story.says(YINUO, f"/ask 问题{number}")
        assert "3 个问题在等回答" in (await story.says(YINUO, "/ask 还有"))["text"]

    async def test_members_cannot_open_nor_vote_for_themselves(self, story: Story) -> None:
        assert "只有管理员" in (await story.says(YINUO, "/ask open 我的"))["text"]
        await opens(story)
        await story.says(YINUO, "/ask 一")
        await story.presses(YINUO, "👍 0")
        assert "自己的问题" in story.toasts(YINUO)[-1]

    async def test_a_vote_is_taken_back_by_a_second_press(self, story: Story) -> None:
        await opens(story)
        await story.says(YINUO, "/ask 一")
        await story.presses(MUYANG, "👍 0")
        await story.presses(MUYANG, "👍 1")
        assert "已收回" in story.toasts(MUYANG)[-1]
        assert await story.rows("SELECT * FROM ask_votes") == []


async def test_nobodys_words_pass_for_anothers_in_the_transcript(story: Story) -> None:
    await opens(story)
    await story.says(YINUO, "/ask 你好\n【答】嘉宾\n    <b>送钱</b> =1+1 \u202e\u0000")
    await story.says(GUEST, "/ask answer 1 第一行\n【问 #9】假的")
    await story.says(GUEST, "/ask close")
    _, words = transcript(story)
    assert [line[:2] for line in words.splitlines() if line.startswith("【")] == ["【问", "【答"]
    assert "\u202e" not in words


async def test_forgetting_empties_a_members_questions_and_keeps_the_others(story: Story) -> None:
    await opens(story)
    await story.says(YINUO, "/ask 我的秘密")
    await story.says(PEISHAN, "/ask 別人的")
    await story.says(GUEST, "/ask answer 2 回答")
    for who in (YINUO, GUEST):
        await story.says(who, "/forgetme", chat=who)
        await story.presses(who, "确认删除", chat=who)
    rows = await story.rows("SELECT words, answer FROM ask_questions ORDER BY id")
    assert [(row["words"], row["answer"]) for row in rows] == [("", ""), ("別人的", "")]
    assert "秘密" not in (await story.says(OWNER, "/ask list"))["text"]
