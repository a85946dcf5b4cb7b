"""Stories of a topic for each feedback: what is said there and what its author replies, passed on both ways."""

from __future__ import annotations

import base64
import json
import re
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from playground.actions import do
from playground.world.faults import Weather
from tests.handlers.feedback.test_giving import SECRET_WORDS, number_of
from tests.story import FORUM, KITCHEN, MODERATOR, OWNER, PEISHAN, TSZCHING, YINUO, ZIXUAN, Message, Story, told

FILE = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(24)).decode()
DESK_FORUM = -1001000000003
"""The next id the world gives a group."""

RIGHTS = ["can_manage_topics", "can_pin_messages", "can_delete_messages"]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, f"\n[desk]\nchat = {DESK_FORUM}\n") as story:
        await opens_a_desk(story, rights=RIGHTS)
        for who in (YINUO, ZIXUAN):
            await story.says(who, "早")
            await story.says(who, "/start", chat=who)
        yield story


async def opens_a_desk(story: Story, *, rights: list[str]) -> None:
    made = await story.does(OWNER, "new_group", title="管理组", is_forum=True)
    assert made == DESK_FORUM
    await story.does(MODERATOR, "join", chat_id=made)
    await story.does(TSZCHING, "join", chat_id=made)
    await story.does(OWNER, "promote", chat_id=made, user_id=story.world.bot.id, rights=rights)
    await story.says(OWNER, "大家好", chat=made)


async def topic_of(story: Story, number: int) -> int:
    rows = await story.rows("SELECT topic FROM feedback_threads WHERE feedback_id = :id", id=number)
    return int(rows[0]["topic"])


async def gives(story: Story, who: int = YINUO, words: str = "希望周末多办读书会") -> tuple[int, int]:
    """Its number and its topic."""
    number = number_of(await story.says(who, f"/feedback {words}"))
    return number, await topic_of(story, number)


async def gives_unnamed(story: Story) -> tuple[int, int]:
    number = number_of(await story.says(ZIXUAN, f"匿名反馈 {SECRET_WORDS}", chat=ZIXUAN))
    return number, await topic_of(story, number)


def at_desk(story: Story, topic: int) -> list[Message]:
    return [each for each in story.world.sent(DESK_FORUM) if each.get("message_thread_id") == topic]


def last(story: Story, chat: int) -> Message:
    return story.world.sent(chat)[-1]


async def answers(story: Story, topic: int, words: str, *, who: int = MODERATOR) -> Message:
    message: Message = await story.does(who, "say", chat_id=DESK_FORUM, topic=topic, text=words)
    return message


class TestATopicEach:
    async def test_opened_with_the_card_in_it_and_no_word_of_its_author_in_the_name(self, desk: Story) -> None:
        number, topic = await gives(desk)
        (shown,) = at_desk(desk, topic)
        assert f"#{number}" in shown["text"]
        assert "// 开头" in shown["text"]
        assert desk.world.chats[DESK_FORUM].topics[topic].name == f"#{number} 建议"

    async def test_each_has_its_own(self, desk: Story) -> None:
        assert (await gives(desk))[1] != (await gives(desk, ZIXUAN, "昨天的投票结果在哪里"))[1]

    async def test_without_the_right_the_card_stands_at_the_desk_as_it_is(self, tmp_path: Path) -> None:
        async with told(tmp_path, f"\n[desk]\nchat = {DESK_FORUM}\n") as story:
            await opens_a_desk(story, rights=["can_pin_messages"])
            await story.says(YINUO, "/feedback 希望多办读书会")
            assert "📮" in last(story, DESK_FORUM)["text"]
            assert not await story.rows("SELECT 1 FROM feedback_threads")

    async def test_a_desk_with_a_topic_of_its_own_has_all_cards_there(self, tmp_path: Path) -> None:
        async with told(tmp_path, f"\n[desk]\nchat = {DESK_FORUM}\ntopic = 2\n") as story:
            await opens_a_desk(story, rights=RIGHTS)
            await story.does(OWNER, "topic_new", chat_id=DESK_FORUM, name="反馈")
            await story.says(YINUO, "/feedback 希望多办读书会")
            assert not await story.rows("SELECT 1 FROM feedback_threads")

    async def test_its_topic_may_be_called_by_its_name(self, tmp_path: Path) -> None:
        async with told(tmp_path, f"\n[desk]\nchat = {DESK_FORUM}\ntopic = '反馈'\n") as story:
            await opens_a_desk(story, rights=RIGHTS)
            topic = await story.does(OWNER, "topic_new", chat_id=DESK_FORUM, name="反馈")
            await story.says(YINUO, "/feedback 希望多办读书会")
            assert last(story, DESK_FORUM)["message_thread_id"] == topic

    async def test_where_telegram_would_not_the_card_is_not_lost(self, desk: Story) -> None:
        desk.world.faults.next("createForumTopic", "error", code=400, description="Bad Request: no room for topics")
        await desk.says(YINUO, "/feedback 希望多办读书会")
        assert "📮" in last(desk, DESK_FORUM)["text"]

    async def test_it_closes_and_opens_with_its_feedback(self, desk: Story) -> None:
        number, topic = await gives(desk)
        await desk.says(OWNER, f"/feedback {number} close 办好了", chat=DESK_FORUM)
        assert desk.world.chats[DESK_FORUM].topics[topic].is_closed
        await desk.presses(YINUO, "重开", chat=YINUO)
        assert not desk.world.chats[DESK_FORUM].topics[topic].is_closed
        assert "重开了" in last(desk, DESK_FORUM)["text"]


class TestBothWays:
    async def test_what_is_said_there_goes_to_the_author_and_their_reply_comes_back(self, desk: Story) -> None:
        number, topic = await gives(desk)
        await answers(desk, topic, "下周六下午两点，行吗？")
        heard = last(desk, YINUO)
        assert "下周六下午两点" in heard["text"]
        assert f"#{number}" in heard["text"]
        assert "forward_origin" not in heard
        await desk.says(YINUO, "行，谢谢啦", chat=YINUO, reply_to=heard["message_id"])
        assert "行，谢谢啦" in at_desk(desk, topic)[-1]["text"]
        assert "forward_origin" not in at_desk(desk, topic)[-1]
        page = (await desk.says(YINUO, f"/feedback {number}", chat=YINUO))["text"]
        assert "下周六下午两点" in page
        assert "你 补充：行，谢谢啦" in page

    async def test_pictures_files_voices_and_stickers_both_ways(self, desk: Story) -> None:
        _, topic = await gives(desk)
        before = len(desk.world.sent(YINUO))
        await desk.does(MODERATOR, "photo", chat_id=DESK_FORUM, topic=topic, file=FILE, caption="像这样")
        await desk.does(MODERATOR, "document", chat_id=DESK_FORUM, topic=topic, file=FILE, name="章程.pdf")
        await desk.does(MODERATOR, "voice", chat_id=DESK_FORUM, topic=topic, file=FILE)
        await desk.does(MODERATOR, "sticker", chat_id=DESK_FORUM, topic=topic, emoji="👍")
        heard = desk.world.sent(YINUO)[before:]
        assert [kind for each in heard for kind in ("photo", "document", "voice", "sticker") if kind in each] == [
            *("photo", "document", "voice", "sticker")
        ]
        assert "像这样" in heard[0]["caption"]
        for kind in ("photo", "document", "voice"):
            await desk.does(YINUO, kind, chat_id=YINUO, file=FILE, reply_to=heard[-1]["message_id"])
        await desk.does(YINUO, "sticker", chat_id=YINUO, emoji="🎉", reply_to=heard[0]["message_id"])
        back = at_desk(desk, topic)[-4:]
        assert ["photo" in back[0], "document" in back[1], "voice" in back[2], "sticker" in back[3]] == [True] * 4

    async def test_an_albums_order_is_kept(self, desk: Story) -> None:
        _, topic = await gives(desk)
        await answers(desk, topic, "有照片吗？")
        heard = last(desk, YINUO)["message_id"]
        for number in range(5):
            desk.world.send_photo(
                YINUO, YINUO, b"x", caption=f"第{number}张", reply_to=heard, album="一组"
            )  # fmt: skip
        await desk.settle()
        captions = [each["caption"] for each in at_desk(desk, topic)[-5:]]
        assert [caption[-3:] for caption in captions] == [f"第{number}张" for number in range(5)]

    async def test_edits_follow_on_either_side(self, desk: Story) -> None:
        number, topic = await gives(desk)
        said = await answers(desk, topic, "下周日见")
        heard = last(desk, YINUO)
        mine = await desk.does(YINUO, "say", chat_id=YINUO, text="好的日", reply_to=heard["message_id"])
        await desk.does(MODERATOR, "edit", chat_id=DESK_FORUM, message_id=said["message_id"], text="下周六见")
        await desk.does(YINUO, "edit", chat_id=YINUO, message_id=mine["message_id"], text="好的呀")
        assert "下周六见" in desk.world.chats[YINUO].posts[heard["message_id"]].body["text"]
        assert "好的呀" in at_desk(desk, topic)[-1]["text"]
        page = (await desk.says(YINUO, f"/feedback {number}", chat=YINUO))["text"]
        assert "下周日" not in page
        assert "好的日" not in page

    async def test_a_caption_is_edited_too(self, desk: Story) -> None:
        _, topic = await gives(desk)
        said = await desk.does(MODERATOR, "photo", chat_id=DESK_FORUM, topic=topic, file=FILE, caption="错的")
        await desk.does(MODERATOR, "edit", chat_id=DESK_FORUM, message_id=said["message_id"], text="对的")
        assert "对的" in last(desk, YINUO)["caption"]

    async def test_what_begins_with_two_slashes_stays_among_moderators(self, desk: Story) -> None:
        _, topic = await gives(desk)
        before = len(desk.world.sent(YINUO))
        for words in ("// 这人上次也提过", "／／同意"):
            await answers(desk, topic, words)
        assert len(desk.world.sent(YINUO)) == before
        assert await desk.rows("SELECT state FROM feedback") == [{"state": "open"}]

    async def test_what_a_button_asked_for_there_is_not_taken_for_talk(self, desk: Story) -> None:
        _, topic = await gives(desk)
        await desk.presses(OWNER, "结束", chat=DESK_FORUM)
        asked = at_desk(desk, topic)[-1]
        await desk.says(OWNER, "每月办两场", chat=DESK_FORUM, topic=topic, reply_to=asked["message_id"])
        assert await desk.rows("SELECT state FROM feedback") == [{"state": "closed"}]
        assert "结束了" in last(desk, YINUO)["text"]

    async def test_a_phrase_of_the_bots_is_only_words_there(self, desk: Story) -> None:
        _, topic = await gives(desk)
        await answers(desk, topic, "签到")
        assert "签到" in last(desk, YINUO)["text"]
        assert not await desk.rows("SELECT 1 FROM checkins")

    async def test_only_who_may_answer_is_passed_on(self, desk: Story) -> None:
        _, topic = await gives(desk)
        before = len(desk.world.sent(YINUO))
        await answers(desk, topic, "我不是那边的管理员", who=TSZCHING)
        assert len(desk.world.sent(YINUO)) == before
        assert "只有管理员" in at_desk(desk, topic)[-1]["text"]

    async def test_after_a_restart_both_ways_are_still_open(self, desk: Story) -> None:
        _, topic = await gives(desk)
        await desk.restart()
        await answers(desk, topic, "我们讨论了")
        heard = last(desk, YINUO)
        assert "我们讨论了" in heard["text"]
        await desk.restart()
        await desk.says(YINUO, "收到收到", chat=YINUO, reply_to=heard["message_id"])
        assert "收到收到" in at_desk(desk, topic)[-1]["text"]

    async def test_who_has_no_private_chat_with_the_bot_is_said_to_be_out_of_reach(self, desk: Story) -> None:
        await desk.says(PEISHAN, "早")
        _, topic = await gives(desk, PEISHAN)
        await answers(desk, topic, "下周六")
        assert "还没跟我私聊过" in at_desk(desk, topic)[-1]["text"]

    async def test_closed_a_reply_is_offered_the_way_back(self, desk: Story) -> None:
        number, topic = await gives(desk)
        await answers(desk, topic, "办好了")
        heard = last(desk, YINUO)
        await desk.says(OWNER, f"/feedback {number} close 办好了", chat=DESK_FORUM)
        answer = await desk.says(YINUO, "没好呀", chat=YINUO, reply_to=heard["message_id"])
        assert "重开" in answer["text"]
        assert "没好呀" not in at_desk(desk, topic)[-1]["text"]

    async def test_everyone_who_joined_hears_and_comes_back_to_the_one_topic(self, desk: Story) -> None:
        _, topic = await gives(desk, words="抽奖的按钮点了没有反应")
        await desk.says(ZIXUAN, "/feedback 抽奖的按钮点了以后没反应")
        await desk.presses(ZIXUAN, "+1 并入 #1")
        await answers(desk, topic, "修好了，再试试")
        for who in (YINUO, ZIXUAN):
            assert "修好了" in last(desk, who)["text"]
        await desk.says(ZIXUAN, "我这里好了", chat=ZIXUAN, reply_to=last(desk, ZIXUAN)["message_id"])
        assert "我这里好了" in at_desk(desk, topic)[-1]["text"]

    async def test_one_that_was_joined_closes_its_own_topic(self, desk: Story) -> None:
        await gives(desk, words="抽奖的按钮点了没有反应")
        _, second = await gives(desk, ZIXUAN, "抽奖的按钮点了以后没反应")
        await desk.presses(ZIXUAN, "+1 并入 #1")
        assert desk.world.chats[DESK_FORUM].topics[second].is_closed
        (shown,) = (each for each in at_desk(desk, second) if "📮" in each.get("text", ""))
        assert "已合并" in shown["text"]
        assert "reply_markup" not in shown

    async def test_what_came_with_it_stands_under_the_card(self, desk: Story) -> None:
        await desk.does(YINUO, "photo", chat_id=FORUM, file=FILE, caption="/feedback 海报印错了")
        topic = await topic_of(desk, 1)
        shown, attached = at_desk(desk, topic)
        assert "海报印错了" in shown["text"]
        assert "photo" in attached
        assert "forward_origin" not in attached

    async def test_all_pictures_of_an_album_stand_under_the_card(self, desk: Story) -> None:
        sends_album(desk, YINUO, FORUM, "/feedback 海报印错了", "", "右下角")
        await desk.settle()
        shown, *came = at_desk(desk, await topic_of(desk, 1))
        assert "海报印错了" in shown["text"]
        assert ["photo" in each for each in came] == [True] * 3
        assert [each.get("caption", "") for each in came] == ["#1 的附件", "", "右下角"]
        assert await desk.rows("SELECT id FROM feedback") == [{"id": 1}]

    async def test_what_comes_of_it_after_a_restart_is_not_lost(self, desk: Story) -> None:
        (first,) = await self.kept_after_a_restart(desk)
        assert "photo" in first

    async def kept_after_a_restart(self, desk: Story) -> list[Message]:
        """The rest of the album is in the inbox, the process dies, and what it remembered is gone."""
        assert desk.app is not None
        sends_album(desk, YINUO, FORUM, "/feedback 海报印错了", "")
        batch = await desk.fetch()
        await desk.app.engine.receive(batch)
        await desk.end()
        await desk.begin()
        return at_desk(desk, await topic_of(desk, 1))[2:]

    async def test_an_album_of_chatter_stays_chatter(self, desk: Story) -> None:
        before = await desk.rows("SELECT sum(messages) AS n FROM activity WHERE user_id = :id", id=YINUO)
        sends_album(desk, YINUO, FORUM, "看看", "", "")
        await desk.settle()
        after = await desk.rows("SELECT sum(messages) AS n FROM activity WHERE user_id = :id", id=YINUO)
        assert after[0]["n"] == before[0]["n"] + 3
        assert await desk.rows("SELECT 1 FROM feedback") == []

    async def test_a_chat_between_two_sides_never_runs_by_itself(self, desk: Story) -> None:
        _, topic = await gives(desk)
        await answers(desk, topic, "在吗")
        said = {chat: len(desk.world.sent(chat)) for chat in (DESK_FORUM, YINUO)}
        await desk.settle()
        assert said == {chat: len(desk.world.sent(chat)) for chat in (DESK_FORUM, YINUO)}
        assert len([each for each in desk.world.sent(YINUO) if "在吗" in each.get("text", "")]) == 1


def sends_album(story: Story, who: int, chat: int, *captions: str, album: str = "一组") -> None:
    for caption in captions:
        story.world.send_photo(who, chat, b"x", caption=caption, album=album)


def rows_that_join(rows: dict[str, list[dict[str, Any]]], of_the_feedback: list[str]) -> list[Any]:
    """Rows in which something of the feedback and something of its author stand side by side."""
    found = []
    for table, each in rows.items():
        for row in each:
            words = json.dumps(row, ensure_ascii=False)
            is_named = re.search(rf"(?<![0-9A-Za-z_-]){ZIXUAN}(?![0-9A-Za-z_])|王子轩", words)  # not within a mark
            if is_named and any(one in words for one in of_the_feedback):
                found.append((table, row))
    return found


async def everything(story: Story) -> dict[str, list[dict[str, Any]]]:
    tables = await story.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {each["name"]: await story.rows(f"SELECT * FROM {each['name']}") for each in tables}


class TestUnnamed:
    async def test_a_picture_can_come_with_it(self, desk: Story) -> None:
        for caption in ("/feedback anonymous 海报印错了", "匿名反馈 海报又印错了"):
            await desk.does(ZIXUAN, "photo", chat_id=ZIXUAN, file=FILE, caption=caption)
        for number in (1, 2):
            shown, attached = at_desk(desk, await topic_of(desk, number))
            assert "印错了" in shown["text"]
            assert "匿名" in shown["text"]
            assert "photo" in attached
            assert "王子轩" not in json.dumps(attached, ensure_ascii=False)
        assert rows_that_join(await everything(desk), ["印错了", "#1", "#2"]) == []

    async def test_an_album_comes_with_it_and_no_row_tells_whose_it_is(self, desk: Story) -> None:
        sends_album(desk, ZIXUAN, ZIXUAN, f"匿名反馈 {SECRET_WORDS}", "", "")
        await desk.settle()
        assert [("photo" in each) for each in at_desk(desk, await topic_of(desk, 1))] == [False, True, True, True]
        one = (await desk.rows("SELECT voice, sealed FROM feedback"))[0]
        assert rows_that_join(await everything(desk), [one["voice"], one["sealed"], SECRET_WORDS, "#1"]) == []

    async def test_talk_goes_both_ways_and_the_desk_sees_nobody(self, desk: Story) -> None:
        _, topic = await gives_unnamed(desk)
        await answers(desk, topic, "能说说是哪一次吗？")
        heard = last(desk, ZIXUAN)
        assert "哪一次" in heard["text"]
        await desk.says(ZIXUAN, "上周三那次", chat=ZIXUAN, reply_to=heard["message_id"])
        await desk.does(ZIXUAN, "photo", chat_id=ZIXUAN, file=FILE, caption="截图", reply_to=heard["message_id"])
        shown = json.dumps(desk.world.sent(DESK_FORUM), ensure_ascii=False)
        assert "上周三那次" in shown
        assert "截图" in shown
        assert "王子轩" not in shown
        assert str(ZIXUAN) not in shown
        assert "forward_origin" not in shown

    async def test_no_row_joins_the_two_at_any_time(self, desk: Story) -> None:
        """Hunted through after every step, and while Telegram is out of reach and all that is to be sent waits."""
        number, topic = await gives_unnamed(desk)
        said = await answers(desk, topic, "能说说是哪一次吗？")
        heard = last(desk, ZIXUAN)
        await desk.says(ZIXUAN, "上周三那次", chat=ZIXUAN, reply_to=heard["message_id"])
        await desk.does(MODERATOR, "edit", chat_id=DESK_FORUM, message_id=said["message_id"], text="到底是哪一次呢？")
        await desk.says(ZIXUAN, f"/feedback {number}", chat=ZIXUAN)
        await desk.says(OWNER, f"/feedback {number} close 会改进", chat=DESK_FORUM)
        one = (await desk.rows("SELECT voice, sealed FROM feedback"))[0]
        known = [one["voice"], one["sealed"], SECRET_WORDS, f"#{number}", f"feedback:{number}"]
        known += ["上周三那次", "哪一次", "会改进"]
        assert rows_that_join(await everything(desk), known) == []
        relays = await desk.rows("SELECT * FROM feedback_relays")
        assert len(relays) >= 2
        assert all(len(row["mark"]) == 32 and row["sealed"].startswith("v2_") for row in relays)

    async def test_with_telegram_out_of_reach_what_waits_cannot_be_read_either(self, desk: Story) -> None:
        _, topic = await gives_unnamed(desk)
        desk.world.faults.set(Weather("down"), chat_id=ZIXUAN)
        said = {"as": MODERATOR, "do": "say", "chat_id": DESK_FORUM, "topic": topic, "text": "能说说是哪一次吗？"}
        do(desk.world, said)
        await desk.app.engine.receive(await desk.fetch())
        await desk.app.engine.idle()
        waiting = await desk.rows("SELECT body FROM outbox WHERE chat_id = :id AND state <> 'sent'", id=ZIXUAN)
        assert len(waiting) == 1
        assert waiting[0]["body"].isascii()
        assert not waiting[0]["body"].startswith("{")
        assert rows_that_join(await everything(desk), ["哪一次", "#1", SECRET_WORDS, f'"topic": {topic}']) == []
        desk.world.faults.set(Weather(), chat_id=ZIXUAN)
        await desk.settle()

    async def test_forgotten_nothing_of_it_is_left_in_the_file(self, desk: Story) -> None:
        _, topic = await gives_unnamed(desk)
        await answers(desk, topic, "能说说是哪一次吗？")
        await desk.says(ZIXUAN, "独一无二的上周三", chat=ZIXUAN, reply_to=last(desk, ZIXUAN)["message_id"])
        await desk.says(ZIXUAN, "/forgetme", chat=ZIXUAN)
        await desk.presses(ZIXUAN, "忘掉我，不后悔", chat=ZIXUAN)
        for table in ("feedback", "feedback_deeds", "feedback_relays", "feedback_threads"):
            assert await desk.rows(f"SELECT 1 FROM {table}") == [], table
        path = desk.config.database
        await desk.end()
        store = sqlite3.connect(path)
        store.execute("VACUUM")
        store.close()
        content = path.read_bytes()
        for words in (SECRET_WORDS, "独一无二的上周三", "哪一次"):
            assert words.encode() not in content, words


class TestADeskWithoutTopics:
    """A moderators' group that is no forum: the card stands there, and a reply to it is passed on."""

    @pytest.fixture
    async def plain(self, tmp_path: Path) -> AsyncIterator[Story]:
        async with told(tmp_path, f"\n[desk]\nchat = {DESK_FORUM}\n") as story:
            await story.does(OWNER, "new_group", title="管理组")
            for who in (MODERATOR, TSZCHING):
                await story.does(who, "join", chat_id=DESK_FORUM)
            await story.says(OWNER, "大家好", chat=DESK_FORUM)
            for who in (YINUO, ZIXUAN):
                await story.says(who, "早")
                await story.says(who, "/start", chat=who)
            await story.says(YINUO, "/feedback 希望周末多办读书会")
            yield story

    def card(self, story: Story) -> int:
        return next(int(each["message_id"]) for each in story.world.sent(DESK_FORUM) if "📮" in each.get("text", ""))

    async def replies(self, story: Story, words: str, *, to: int = 0, who: int = MODERATOR) -> None:
        at = to or self.card(story)
        await story.does(who, "say", chat_id=DESK_FORUM, text=words, reply_to=at)

    async def test_a_reply_to_the_card_reaches_the_author_and_theirs_comes_back(self, plain: Story) -> None:
        await self.replies(plain, "下周六下午两点，行吗？")
        heard = last(plain, YINUO)
        assert "下周六下午两点" in heard["text"]
        assert "forward_origin" not in heard
        await plain.says(YINUO, "行，谢谢啦", chat=YINUO, reply_to=heard["message_id"])
        back = last(plain, DESK_FORUM)
        shown = [each for each in plain.world.sent(DESK_FORUM) if "行，谢谢啦" in each.get("text", "")]
        assert shown, back
        await self.replies(plain, "那就定了", to=shown[-1]["message_id"])
        assert "那就定了" in last(plain, YINUO)["text"]
        assert "行，谢谢啦" in (await plain.says(YINUO, "/feedback 1", chat=YINUO))["text"]

    async def test_pictures_go_too_edits_follow_and_two_slashes_stay(self, plain: Story) -> None:
        card, before = self.card(plain), len(plain.world.sent(YINUO))
        await plain.does(MODERATOR, "photo", chat_id=DESK_FORUM, file=FILE, caption="像这样", reply_to=card)
        assert "像这样" in last(plain, YINUO)["caption"]
        said = await plain.does(MODERATOR, "say", chat_id=DESK_FORUM, text="下周日见", reply_to=card)
        await plain.does(MODERATOR, "edit", chat_id=DESK_FORUM, message_id=said["message_id"], text="下周六见")
        assert "下周六见" in last(plain, YINUO)["text"]
        await self.replies(plain, "// 这人上次也提过")
        await plain.does(MODERATOR, "say", chat_id=DESK_FORUM, text="我们自己聊聊")
        assert len(plain.world.sent(YINUO)) == before + 2

    async def test_after_a_restart_the_card_is_still_known(self, plain: Story) -> None:
        await plain.restart()
        await self.replies(plain, "我们讨论了")
        assert "我们讨论了" in last(plain, YINUO)["text"]

    async def test_only_who_may_answer_is_passed_on(self, plain: Story) -> None:
        before = len(plain.world.sent(YINUO))
        await self.replies(plain, "我不是那边的管理员", who=TSZCHING)
        assert len(plain.world.sent(YINUO)) == before
        assert "只有管理员" in last(plain, DESK_FORUM)["text"]

    async def test_whoever_is_unnamed_stays_so(self, plain: Story) -> None:
        await plain.says(ZIXUAN, f"匿名反馈 {SECRET_WORDS}", chat=ZIXUAN)
        card = [each for each in plain.world.sent(DESK_FORUM) if "📮" in each.get("text", "")][-1]
        await self.replies(plain, "能说说是哪一次吗？", to=card["message_id"])
        heard = last(plain, ZIXUAN)
        assert "哪一次" in heard["text"]
        await plain.says(ZIXUAN, "上周三那次", chat=ZIXUAN, reply_to=heard["message_id"])
        shown = json.dumps(plain.world.sent(DESK_FORUM), ensure_ascii=False)
        assert "上周三那次" in shown
        assert "王子轩" not in shown
        one = (await plain.rows("SELECT voice, sealed FROM feedback WHERE id = 2"))[0]
        known = [one["voice"], one["sealed"], SECRET_WORDS, "#2", "上周三那次", "哪一次"]
        assert rows_that_join(await everything(plain), known) == []

    async def test_without_any_desk_the_card_in_private_is_replied_to(self, tmp_path: Path) -> None:
        async with told(tmp_path) as story:
            for who in (YINUO, OWNER):
                await story.says(who, "早")
                await story.says(who, "/start", chat=who)
            await story.says(YINUO, "/feedback 希望周末多办读书会")
            await story.says(OWNER, "好主意，办起来", chat=OWNER, reply_to=last(story, OWNER)["message_id"])
            assert "好主意，办起来" in last(story, YINUO)["text"]

    async def test_in_private_for_one_of_several_groups_the_album_waits_for_the_choice(self, plain: Story) -> None:
        await plain.says(ZIXUAN, "早", chat=KITCHEN)
        sends_album(plain, ZIXUAN, ZIXUAN, "/feedback 海报印错了", "", "")
        await plain.settle()
        before = len(plain.world.sent(DESK_FORUM))
        await plain.presses(ZIXUAN, plain.world.chats[FORUM].title, chat=ZIXUAN)
        came = plain.world.sent(DESK_FORUM)[before:]
        assert ["photo" in each for each in came] == [False, True, True, True]
