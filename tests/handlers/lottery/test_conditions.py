"""Stories of conditions: each judged at entry and again at the draw, and a refusal says what is missing."""

from __future__ import annotations

import pytest

from tests.handlers.lottery.fitting import DAY, HOUR, granted, polled
from tests.handlers.lottery.support import opened, presses, record_of, said, state_of
from tests.story import EMMA, FORUM, HIKE, KITCHEN, MODERATOR, MUYANG, OWNER, PEISHAN, YINUO, ZIXUAN, Story


async def talks(story: Story, who: int, topic: str, *words: str) -> None:
    for each in words:
        await story.does(who, "say", chat_id=FORUM, text=each, topic=story.world.topic_id(FORUM, topic))


class TestLevel:
    async def test_by_its_name_with_what_is_missing(self, story: Story) -> None:
        card = await story.says(OWNER, "/lottery new 围巾 | if level 银卡")
        assert "条件：等级到「银卡」" in card["text"]
        assert "还差 500" in await presses(story, YINUO, "参加")
        await granted(story, YINUO, 480)
        assert "还差 20" in await presses(story, YINUO, "参加")
        await granted(story, YINUO, 20)
        assert "参加成功" in await presses(story, YINUO, "参加")

    async def test_a_name_of_ours_is_understood_and_shown_in_every_language(self, story: Story) -> None:
        for word in ("Gold", "金卡", "2"):
            card = await story.says(OWNER, f"/lottery new 围巾 | if level {word}")
            assert "条件：等级到「金卡」" in card["text"]
        assert "“Gold”" in await presses(story, EMMA, "参加")

    async def test_spending_does_not_lower_it(self, story: Story) -> None:
        await granted(story, YINUO, 500)
        await opened(story, "手套 | price 400")
        await presses(story, YINUO, "参加")
        await opened(story, "围巾 | 條件 等級 銀卡")
        assert "参加成功" in await presses(story, YINUO, "参加")

    async def test_one_that_is_not_there_names_those_that_are(self, story: Story) -> None:
        refused = (await story.says(OWNER, "/lottery new 围巾 | if level 铜卡"))["text"]
        assert "没有叫「铜卡」的等级" in refused
        assert "银卡、金卡、钻石卡" in refused


class TestTopic:
    async def test_talk_there_counts_and_talk_elsewhere_does_not(self, story: Story) -> None:
        await talks(story, YINUO, "闲聊", "早")
        card = await story.says(OWNER, "/lottery new 围巾 | if topic 闲聊 2/7")
        assert "条件：最近 7 天在话题「闲聊」说过 2 句话（1月16日 12:00 起数）" in card["text"]
        await story.says(YINUO, "大厅里说的")
        assert "还差 2 句（你说了 0 句）" in await presses(story, YINUO, "参加")
        await talks(story, YINUO, "闲聊", "我来了", "真热闹")
        await talks(story, ZIXUAN, "闲聊", "一句")
        assert "参加成功" in await presses(story, YINUO, "参加")
        assert "還差 1 句" in await presses(story, ZIXUAN, "参加") or "还差 1 句" in " ".join(story.toasts(ZIXUAN))

    async def test_counting_goes_on_after_a_restart_and_ends_with_the_days_asked_for(self, story: Story) -> None:
        await talks(story, YINUO, "闲聊", "早")
        await opened(story, "围巾 | 条件 话题 闲聊 1/2")
        await story.restart()
        await talks(story, YINUO, "闲聊", "还在")
        await story.passes(2 * DAY)
        assert "还差 1 句" in await presses(story, YINUO, "参加")
        await talks(story, YINUO, "闲聊", "回来了")
        assert "参加成功" in await presses(story, YINUO, "参加")

    async def test_a_second_lottery_finds_what_was_counted_for_the_first(self, story: Story) -> None:
        await talks(story, YINUO, "闲聊", "早")
        await opened(story, "围巾 | if topic 闲聊 1/1")
        await talks(story, YINUO, "闲聊", "我来了")
        await story.passes(DAY)
        await talks(story, YINUO, "闲聊", "又来了")
        card = await story.says(OWNER, "/lottery new 手套 | if topic 闲聊 1/1")
        assert "起数" not in card["text"]
        assert "参加成功" in await presses(story, YINUO, "参加")

    async def test_topics_nobody_asked_for_are_not_counted(self, story: Story) -> None:
        await talks(story, YINUO, "闲聊", "早", "早上好")
        assert await story.rows("SELECT * FROM topic_activity") == []
        await opened(story, "围巾 | if topic 闲聊 1/7")
        with story.unheard():
            await talks(story, YINUO, "建议", "这里不数")
            await talks(story, YINUO, "闲聊", "这里数")
        await story.settle()
        assert await story.rows("SELECT topic, messages FROM topic_activity") == [
            {"topic": story.world.topic_id(FORUM, "闲聊"), "messages": 1}
        ]

    @pytest.mark.parametrize(
        ("chat", "line", "answer"),
        [
            (FORUM, "topic 没有的 1/7", "没有叫「没有的」的话题"),
            (KITCHEN, "topic 闲聊 1/7", "这个群没有话题"),
            (FORUM, "topic 1/7", "不是我认得的条件"),
        ],
    )
    async def test_what_cannot_be_is_answered_kindly(self, story: Story, chat: int, line: str, answer: str) -> None:
        assert answer in (await story.says(OWNER, f"/lottery new 围巾 | if {line}", chat=chat))["text"]


class TestPoll:
    async def test_a_vote_is_wanted_and_one_taken_back_is_none(self, story: Story) -> None:
        number, message = await polled(story)
        card = await story.says(OWNER, f"/lottery new 围巾 | if poll {number}")
        assert f"在投票 #{number} 里投过票" in card["text"]
        assert f"先去投票 #{number}" in await presses(story, YINUO, "参加")
        await story.does(YINUO, "vote", chat_id=FORUM, message_id=message, options=[1])
        await story.does(YINUO, "vote", chat_id=FORUM, message_id=message, options=[])
        assert f"先去投票 #{number}" in await presses(story, YINUO, "参加")
        await story.does(YINUO, "vote", chat_id=FORUM, message_id=message, options=[0])
        assert "参加成功" in await presses(story, YINUO, "参加")

    async def test_only_polls_of_the_group_that_tell_who_voted(self, story: Story) -> None:
        number, _ = await polled(story, "晚饭？ | 面 | 饭 | #anonymous")
        assert "是匿名的" in (await story.says(OWNER, f"/lottery new 围巾 | if poll {number}"))["text"]
        assert "没有投票 #99" in (await story.says(OWNER, "/lottery new 围巾 | if poll #99"))["text"]


class TestWarnings:
    async def test_a_warning_keeps_out_for_as_long_as_said(self, story: Story) -> None:
        await story.says(YINUO, "早")
        await opened(story, "围巾 | if unwarned 7d")
        warned = await story.says(MODERATOR, f"/warn {YINUO} 刷屏")
        assert "管理员警告你" in warned["text"]
        assert "刷屏" in warned["text"]
        assert "再过 7 天" in await presses(story, YINUO, "参加")
        await story.passes(6 * DAY + 5)  # the bot's clock may be a second behind the world's
        assert "再过 1 天" in await presses(story, YINUO, "参加")
        await story.passes(DAY)
        assert "参加成功" in await presses(story, YINUO, "参加")
        assert "警告 陈一诺（刷屏）" in (await story.says(MODERATOR, "/audit"))["text"]

    async def test_members_warn_nobody_and_a_warning_given_in_private_is_read_in_the_group(self, story: Story) -> None:
        await story.says(YINUO, "早")
        assert "管理员" in (await story.says(YINUO, f"/warn {ZIXUAN}"))["text"]
        await story.says(MODERATOR, "早")
        assert "用法" in (await story.says(MODERATOR, "/warn"))["text"]
        assert await story.rows("SELECT * FROM audit") == []
        assert "警告 陈一诺" in (await story.says(MODERATOR, f"/warn {YINUO}", chat=MODERATOR))["text"]
        assert "管理员警告你" in story.world.sent(FORUM)[-1]["text"]


class TestAnotherChat:
    async def test_its_title_is_shown_and_telegram_is_asked(self, story: Story) -> None:
        card = await story.says(OWNER, f"/lottery new 围巾 | if chat {KITCHEN}")
        assert "条件：也在「深夜厨房」里" in card["text"]

    async def test_by_its_public_name(self, story: Story) -> None:
        story.world.chats[KITCHEN].username = "night_kitchen"
        assert "也在「深夜厨房」里" in (await story.says(OWNER, "/lottery new 围巾 | if chat @night_kitchen"))["text"]

    async def test_one_the_bot_is_not_in_is_refused_at_the_opening(self, story: Story) -> None:
        assert "不在「-1009999」里" in (await story.says(OWNER, "/lottery new 围巾 | if chat -1009999"))["text"]
        assert await story.rows("SELECT id FROM lotteries") == []

    async def test_one_the_opener_is_not_in_is_refused_as_if_it_were_not(self, story: Story) -> None:
        """Else its members would be found out by who may enter."""
        answers = [
            (await story.says(MODERATOR, f"/lottery new 围巾 | if chat {chat}"))["text"].replace(str(chat), "#")
            for chat in (KITCHEN, -1009999)
        ]
        assert answers[0] == answers[1]
        assert await story.rows("SELECT id FROM lotteries") == []

    async def test_whoever_left_it_before_the_draw_is_passed_over_and_the_result_says_so(self, story: Story) -> None:
        first, gone, stays = people = (YINUO, ZIXUAN, MUYANG)
        for who in people:
            story.world.chats[KITCHEN].members.setdefault(who, story.world.chats[KITCHEN].members[PEISHAN])
        number = await opened(story, f"围巾 x2 | reserves 1 | if chat {KITCHEN}")
        for who in people:
            await presses(story, who, "参加")
        for who in (first, gone):
            await story.does(who, "leave", chat_id=KITCHEN)
        await story.says(OWNER, f"/lottery draw {number}")
        holders = await story.rows("SELECT user_id FROM lottery_places WHERE state = 'won'")
        assert [row["user_id"] for row in holders] == [stays]
        assert said(story).count("已退出要求的群、频道），跳过") == 2
        assert "还有 1 份无人获得" in said(story)
        assert len(record_of(story, number)["winners"]) == 2, "the record stays as drawn"

    async def test_a_reserve_who_left_it_meanwhile_does_not_inherit(self, story: Story) -> None:
        people = (YINUO, ZIXUAN)
        for who in people:
            story.world.chats[KITCHEN].members.setdefault(who, story.world.chats[KITCHEN].members[PEISHAN])
        number = await opened(story, f"围巾 | reserves 1 | claim 1h | if chat {KITCHEN}")
        for who in people:
            await presses(story, who, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        (reserve,) = await story.rows("SELECT user_id FROM lottery_places WHERE state = 'reserve'")
        await story.does(reserve["user_id"], "leave", chat_id=KITCHEN)
        await story.passes(HOUR + 5)
        assert await story.rows("SELECT user_id FROM lottery_places WHERE state IN ('won', 'claimed')") == []
        assert "没有按时领奖，「围巾」也没有候补了" in said(story)
        assert await state_of(story, number) == "settled"

    async def test_it_may_get_a_new_id_meanwhile(self, story: Story) -> None:
        number = await opened(story, f"围巾 | if chat {HIKE}")
        inside = next(who for who in (YINUO, ZIXUAN, PEISHAN, EMMA) if who in story.world.chats[HIKE].members)
        await story.does(OWNER, "migrate", chat_id=HIKE)
        assert await presses(story, inside, "参加")
        await story.says(OWNER, f"/lottery draw {number}")
        assert len(record_of(story, number)["winners"]) == 1
