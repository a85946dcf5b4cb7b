"""Stories of a topic for each feedback whose author has no name there."""

from __future__ import annotations

import json
import sqlite3

from playground.actions import do
from playground.world.faults import Weather
from tests.handlers.feedback.forum_desk import (
    DESK_FORUM,
    FILE,
    answers,
    at_desk,
    everything,
    gives_unnamed,
    last,
    rows_that_join,
    sends_album,
    topic_of,
)
from tests.handlers.feedback.test_anonymously import SECRET_WORDS
from tests.story import MODERATOR, OWNER, ZIXUAN, Story


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
        await desk.presses(ZIXUAN, "确认删除", chat=ZIXUAN)
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
