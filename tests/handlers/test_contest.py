"""Stories of contests: works handed in by reply, voted for, and forgotten."""

from __future__ import annotations

from typing import Any

from tests.handlers.challenged import DAY, DOT, card, opens, reactions
from tests.story import FORUM, HIKE, MUYANG, OWNER, PEISHAN, YINUO, ZIXUAN, Message, Story


async def works(story: Story, *people: int) -> None:
    """A contest in which each has a work that was taken, now on the wall."""
    await opens(story, "晚饭 | 1d | #晚饭 | 征集 | points 50 | 投票 1d")
    for who in people:
        await story.does(
            who, "photo", chat_id=FORUM, file=DOT, caption=f"#晚饭 {story.world.people[who].first_name}做的"
        )
        await story.presses(OWNER, "✅ 通过")
    await story.passes(DAY + 60)


def work_of(story: Story, who: int) -> Message:
    return next(
        each
        for each in reversed(story.world.sent(FORUM))
        if each.get("caption", "").startswith("作品") and story.world.people[who].first_name in each["caption"]
    )


async def votes(story: Story, who: int, *, whose: int) -> None:
    message = work_of(story, whose)
    data = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await story.does(who, "press", chat_id=FORUM, message_id=message["message_id"], data=data)


class TestAContest:
    async def test_every_contest_numbers_its_works_from_one(self, story: Story) -> None:
        await works(story, YINUO, ZIXUAN)
        await story.passes(DAY + 60)
        await works(story, MUYANG)
        assert work_of(story, ZIXUAN)["caption"].startswith("作品 #2")
        assert work_of(story, MUYANG)["caption"].startswith("作品 #1")
        await votes(story, PEISHAN, whose=MUYANG)
        await story.passes(DAY + 60)
        assert f"1. {story.world.people[MUYANG].name}　作品 #1　❤ 1" in card(story, "🏁")["text"]

    async def test_judged_shown_voted_and_won(self, story: Story) -> None:
        await works(story, YINUO, ZIXUAN)
        assert "2 件作品" in card(story, "🎨 晚饭")["text"]
        assert work_of(story, YINUO)["photo"]
        await votes(story, MUYANG, whose=YINUO)
        await votes(story, PEISHAN, whose=ZIXUAN)
        await votes(story, PEISHAN, whose=YINUO)
        assert "投票成功" in story.toasts(PEISHAN)[-1]
        assert work_of(story, YINUO)["reply_markup"]["inline_keyboard"][0][0]["text"] == "❤ 2"
        assert work_of(story, ZIXUAN)["reply_markup"]["inline_keyboard"][0][0]["text"] == "❤ 0"
        await story.passes(DAY + 60)
        result = card(story, "🏁")["text"]
        assert f"1. {story.world.people[YINUO].name}　作品 #1　❤ 2" in result
        assert "徽章：众望所归\n各得 50 分" in result
        paid = await story.rows("SELECT to_account, amount FROM ledger WHERE kind = 'challenge'")
        assert [(row["to_account"], row["amount"]) for row in paid] == [(YINUO, 50)]
        await votes(story, MUYANG, whose=ZIXUAN)
        assert "已经结束" in story.toasts(MUYANG)[-1]

    async def test_a_tie_is_said_and_both_win(self, story: Story) -> None:
        await works(story, YINUO, ZIXUAN)
        await votes(story, MUYANG, whose=YINUO)
        await votes(story, PEISHAN, whose=ZIXUAN)
        await story.says(OWNER, "/challenge 结束 1")
        assert "2 件并列第一" in card(story, "🏁")["text"]
        assert len(await story.rows("SELECT 1 FROM ledger WHERE kind = 'challenge'")) == 2

    async def test_no_own_votes_and_a_second_press_takes_it_back(self, story: Story) -> None:
        await works(story, YINUO, ZIXUAN)
        await votes(story, YINUO, whose=YINUO)
        assert "自己的作品" in story.toasts(YINUO)[-1]
        await votes(story, YINUO, whose=ZIXUAN)
        await votes(story, YINUO, whose=ZIXUAN)
        assert "已取消投票" in story.toasts(YINUO)[-1]
        await story.passes(DAY + 60)
        assert "没有人投票" in card(story, "🏁")["text"]
        assert await story.rows("SELECT 1 FROM ledger WHERE kind = 'challenge'") == []

    async def test_members_cannot_judge_and_each_is_judged_once(self, story: Story) -> None:
        await opens(story, "诗 | 1d | #诗 | contest")
        asked = await story.says(YINUO, "#诗 床前明月光")
        assert "作品 #1 收到了" in asked["text"]
        data = [key["callback_data"] for key in asked["reply_markup"]["inline_keyboard"][0]]
        await story.presses(MUYANG, "✅ 通过")
        assert "只有管理员" in story.toasts(MUYANG)[-1]
        for each in data:
            story.world.press(OWNER, FORUM, asked["message_id"], each)
        await story.settle()
        assert "已经审核过了" in story.toasts(OWNER)[-1]
        assert "一天一件" in (await story.says(YINUO, "#诗 疑是地上霜"))["text"]
        assert "配上文字或照片" in (await story.says(ZIXUAN, "#诗"))["text"]
        await story.passes(DAY + 60)
        assert "床前明月光" in card(story, "作品 #1　")["text"]

    async def test_what_was_sent_back_or_not_seen_stays_off_the_wall(self, story: Story) -> None:
        await opens(story, "诗 | 1d | #诗 | contest")
        await story.says(YINUO, "#诗 广告")
        await story.presses(OWNER, "不通过")
        await story.says(ZIXUAN, "#诗 没人看")
        await story.passes(DAY + 60)
        assert "没有作品" in card(story, "🏁")["text"]

    async def test_the_wall_has_an_end_and_a_work_beyond_it_is_not_lost_in_silence(self, story: Story) -> None:
        await opens(story, "诗 | 1d | #诗 | contest")
        asked = await story.says(YINUO, "#诗 第四十一首")
        async with story.app.database.unit() as unit:
            await unit.run(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) "
                "INSERT INTO challenge_entries (challenge, user_id, day, message_id, state, at) "
                "SELECT 1, 100000 + i, 1, i, 'in', 0 FROM n",
                {},
            )
        await story.presses(OWNER, "✅ 通过")
        assert "最多展示 40 件" in story.toasts(OWNER)[-1]
        assert asked["message_id"]
        await story.presses(OWNER, "不通过")
        assert "没有通过审核" in str(story.world.sent(FORUM)[-1])

    async def test_hostile_words_on_the_wall_stay_words(self, story: Story) -> None:
        await opens(story, "诗 | 1d | #诗 | contest")
        await story.says(YINUO, '#诗 </b><a href="tg://user?id=1001">点我</a>')
        await story.presses(OWNER, "✅ 通过")
        await story.passes(DAY + 60)
        assert [each for each in card(story, "作品 #1　").get("entities", []) if each["type"] != "bold"] == []


async def test_forgetting_takes_a_members_works_and_votes(story: Story) -> None:
    await works(story, YINUO, ZIXUAN)
    await votes(story, YINUO, whose=ZIXUAN)
    await votes(story, MUYANG, whose=YINUO)
    await story.says(YINUO, "/forgetme", chat=YINUO)
    await story.presses(YINUO, "确认删除", chat=YINUO)
    assert [row["user_id"] for row in await story.rows("SELECT user_id FROM challenge_entries")] == [ZIXUAN]
    assert await story.rows("SELECT * FROM challenge_votes") == []
    await story.passes(DAY + 60)
    assert "没有人投票" in card(story, "🏁")["text"]


class TestByReply:
    async def says_in_reply(self, story: Story, who: int, words: str, to: Message, chat: int = FORUM) -> Any:
        return await story.does(who, "say", chat_id=chat, text=words, reply_to=to["message_id"])

    async def test_a_reply_to_the_card_is_as_good_as_the_tag_once_a_day(self, story: Story) -> None:
        opened = await opens(story)
        assert "直接回复这条" in opened["text"]
        first = await self.says_in_reply(story, YINUO, "五点半起了", opened)
        assert reactions(story, first) == ["❤"]
        second = await self.says_in_reply(story, YINUO, "打卡", opened)
        assert reactions(story, second) == ["👍"]
        assert reactions(story, await story.does(YINUO, "say", chat_id=FORUM, text="#早起打卡")) == ["👍"]
        assert await story.rows("SELECT user_id FROM challenge_entries") == [{"user_id": YINUO}]

    async def test_after_a_restart_too_and_questions_and_other_replies_are_talk(self, story: Story) -> None:
        opened = await opens(story)
        other = await story.says(OWNER, "/rules")
        await story.restart()
        for words, to in (("几点算早？", opened), ("what counts?", opened), ("早", other)):
            assert reactions(story, await self.says_in_reply(story, YINUO, words, to)) == []
        assert reactions(story, await self.says_in_reply(story, YINUO, "起了", opened)) == ["❤"]

    async def test_a_picture_in_reply_is_a_work(self, story: Story) -> None:
        opened = await opens(story, "晚饭 | 1d | #晚饭 | 征集")
        await story.does(YINUO, "photo", chat_id=FORUM, file=DOT, reply_to=opened["message_id"])
        await story.presses(OWNER, "✅ 通过")
        assert await story.rows("SELECT state FROM challenge_entries") == [{"state": "in"}]

    async def test_another_challenges_tag_says_which_is_meant(self, story: Story) -> None:
        opened = await opens(story)
        await opens(story, "读书 | 3d | #读书")
        await self.says_in_reply(story, YINUO, "#读书 二十页", opened)
        assert await story.rows("SELECT challenge FROM challenge_entries") == [{"challenge": 2}]

    async def test_once_it_is_over_or_called_off_a_reply_is_talk_again(self, story: Story) -> None:
        opened = await opens(story)
        await story.says(OWNER, "/challenge cancel 1")
        assert reactions(story, await self.says_in_reply(story, YINUO, "起了", opened)) == []
        assert await story.rows("SELECT 1 FROM challenge_entries") == []

    async def test_in_a_basic_group_and_never_for_who_hides(self, story: Story) -> None:
        opened = await opens(story, chat=HIKE)
        first = await self.says_in_reply(story, OWNER, "起了", opened, chat=HIKE)
        assert first
        assert await story.rows("SELECT user_id FROM challenge_entries") == [{"user_id": OWNER}]
        here = await opens(story)
        before = len(story.world.sent(FORUM))
        await story.does(OWNER, "say", chat_id=FORUM, text="加油", reply_to=here["message_id"], anonymous=True)
        assert len(story.world.sent(FORUM)) == before
        assert len(await story.rows("SELECT 1 FROM challenge_entries")) == 1
