"""Stories of a topic for each feedback: what is said there and what its author replies, passed on both ways."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.feedback.forum_desk import (
    DESK_FORUM,
    FILE,
    RIGHTS,
    at_desk,
    everything,
    gives,
    last,
    opens_a_desk,
    rows_that_join,
    sends_album,
)
from tests.handlers.feedback.test_anonymously import SECRET_WORDS
from tests.story import FORUM, KITCHEN, MODERATOR, OWNER, TSZCHING, YINUO, ZIXUAN, Story, told


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
        assert "反馈人重开" in last(desk, DESK_FORUM)["text"]


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
