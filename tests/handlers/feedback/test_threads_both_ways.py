"""Stories of a topic for each feedback: what its author and the desk say to each other through it."""

from __future__ import annotations

from tests.handlers.feedback.forum_desk import DESK_FORUM, FILE, answers, at_desk, gives, last, sends_album, topic_of
from tests.story import FORUM, MODERATOR, OWNER, PEISHAN, TSZCHING, YINUO, ZIXUAN, Message, Story


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
        assert "还没开过和我的私聊" in at_desk(desk, topic)[-1]["text"]

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
        await desk.presses(ZIXUAN, "是同一件事，合并")
        await answers(desk, topic, "修好了，再试试")
        for who in (YINUO, ZIXUAN):
            assert "修好了" in last(desk, who)["text"]
        await desk.says(ZIXUAN, "我这里好了", chat=ZIXUAN, reply_to=last(desk, ZIXUAN)["message_id"])
        assert "我这里好了" in at_desk(desk, topic)[-1]["text"]

    async def test_one_that_was_joined_closes_its_own_topic(self, desk: Story) -> None:
        await gives(desk, words="抽奖的按钮点了没有反应")
        _, second = await gives(desk, ZIXUAN, "抽奖的按钮点了以后没反应")
        await desk.presses(ZIXUAN, "是同一件事，合并")
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
