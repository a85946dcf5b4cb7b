"""Stories of challenges and contests: taken part in by a tag, judged, put on the wall, voted on, and counted out."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.story import EMMA, FORUM, HIKE, KITCHEN, MUYANG, OWNER, PEISHAN, YINUO, ZIXUAN, Message, Story

HOUR, DAY = 3600, 86400
DOT = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 60).decode()


def card(story: Story, begins: str, chat: int = FORUM) -> Message:
    """The newest message of the bot that begins so."""
    for message in reversed(story.world.sent(chat)):
        if str(message.get("text", message.get("caption", ""))).startswith(begins):
            return message
    return {}


async def opens(story: Story, words: str = "早起 | 3d | #早起打卡", chat: int = FORUM) -> Message:
    return await story.says(OWNER, f"/challenge new {words}", chat=chat)


async def works(story: Story, *people: int) -> None:
    """A contest in which each has a work that was taken, now on the wall."""
    await opens(story, "晚饭 | 1d | #晚饭 | 征集 | points 50 | 投票 1d")
    for who in people:
        await story.does(
            who, "photo", chat_id=FORUM, file=DOT, caption=f"#晚饭 {story.world.people[who].first_name}做的"
        )
        await story.presses(OWNER, "✅ 收下")
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


def reactions(story: Story, message: Any) -> list[str]:
    post = story.world.chats[FORUM].posts[message["message_id"]]
    return [each["emoji"] for given in post.reactions.values() for each in given]


class TestADailyChallenge:
    async def test_once_a_day_by_tag_and_those_who_last_are_paid(self, story: Story) -> None:
        opened = await opens(story)
        assert "坚持 3 天就算完成" in opened["text"]
        assert opened["message_id"] in story.world.chats[FORUM].pinned
        for day in range(3):
            said = await story.does(YINUO, "say", chat_id=FORUM, text=f"#早起打卡 第{day}天")
            assert reactions(story, said) == ["❤"]
            again = await story.does(YINUO, "say", chat_id=FORUM, text="又一次 ＃早起打卡")
            assert reactions(story, again) == ["👍"]
            if day == 0:
                await story.does(PEISHAN, "photo", chat_id=FORUM, file=DOT, caption="六點起床 #早起打卡")
                assert "你打了 1/3 天" in (await story.says(PEISHAN, "打卡挑戰"))["text"]
            await story.passes(DAY)
        await story.passes(5)
        result = card(story, "🏁")["text"]
        assert "2 位参加，1 位坚持到底" in result
        assert f"🏅 {story.world.people[YINUO].name}　3/3 天" in result
        assert f"· {story.world.people[PEISHAN].name}　1/3 天" in result
        assert "徽章：说到做到" in result
        paid = await story.rows("SELECT to_account, amount FROM ledger WHERE kind = 'challenge'")
        assert [(row["to_account"], row["amount"]) for row in paid] == [(YINUO, 20)]
        assert "挑战 #1 的奖励" in (await story.says(YINUO, "/ledger"))["text"]
        assert [row["badge"] for row in await story.rows("SELECT badge FROM badges WHERE user_id = 1003")] == [
            "challenge"
        ]
        assert "已经结束" in card(story, "🔥")["text"]
        assert opened["message_id"] not in story.world.chats[FORUM].pinned
        assert await story.rows("SELECT words, photo FROM challenge_entries WHERE words <> '' OR photo <> ''") == []

    async def test_the_tag_beats_the_phrase_only_while_it_runs(self, story: Story) -> None:
        await opens(story, "打卡 | 1d")
        said = await story.does(YINUO, "say", chat_id=FORUM, text="#打卡")
        assert reactions(story, said) == ["❤"]
        assert "签到" in str(await story.says(YINUO, "打卡"))
        await story.says(OWNER, "/challenge close")
        assert "1 位参加" in card(story, "🏁")["text"]
        assert await story.says(ZIXUAN, "#打卡 读书") == {}

    async def test_other_tags_are_talk_and_counted_as_such(self, story: Story) -> None:
        await opens(story)
        await story.does(YINUO, "say", chat_id=FORUM, text="#早起 不是那个标签")
        assert await story.rows("SELECT * FROM challenge_entries") == []
        assert (await story.rows("SELECT messages FROM activity"))[0]["messages"] == 1

    async def test_whoever_left_gets_nothing(self, story: Story) -> None:
        await opens(story, "一天 | 1d | #一天")
        for who in (YINUO, ZIXUAN):
            await story.does(who, "say", chat_id=FORUM, text="#一天 来了")
        await story.does(ZIXUAN, "leave", chat_id=FORUM)
        await story.passes(DAY + 60)
        paid = await story.rows("SELECT to_account FROM ledger WHERE kind = 'challenge'")
        assert [row["to_account"] for row in paid] == [YINUO]

    async def test_results_wait_for_the_end_of_the_quiet_hours(self, story: Story) -> None:
        await opens(story, "夜 | 12h | #夜")
        await story.passes(12 * HOUR + 60)
        assert not card(story, "🏁")
        await story.passes(8 * HOUR)
        assert "没有人参加" in card(story, "🏁")["text"]

    async def test_a_restart_in_the_middle_ends_it_once(self, story: Story) -> None:
        await opens(story, "一天 | 1d | #一天")
        await story.restart()
        await story.does(YINUO, "say", chat_id=FORUM, text="#一天 来了")
        await story.end()
        story.world.clock.advance(DAY + 60)
        await story.begin()
        await story.restart()
        assert sum(str(each.get("text")).startswith("🏁") for each in story.world.sent(FORUM)) == 1
        assert len(await story.rows("SELECT 1 FROM ledger WHERE kind = 'challenge'")) == 1

    @pytest.mark.parametrize("chat", [KITCHEN, HIKE])
    async def test_in_a_plain_group(self, story: Story, chat: int) -> None:
        await opens(story, "一天 | 1d | #一天", chat=chat)
        await story.does(OWNER, "say", chat_id=chat, text="#一天 来了")
        await story.passes(DAY + 60)
        assert "1 位坚持到底" in card(story, "🏁", chat)["text"]

    async def test_called_off(self, story: Story) -> None:
        await opens(story)
        assert "取消了" in (await story.says(OWNER, "/challenge cancel 1"))["text"]
        assert "取消了" in card(story, "🔥")["text"]
        assert await story.says(YINUO, "#早起打卡 来了") == {}
        await story.passes(4 * DAY)
        assert not card(story, "🏁")
        assert "已经结束了" in (await story.says(OWNER, "/challenge close 1"))["text"]


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
        assert "投好了" in story.toasts(PEISHAN)[-1]
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
        assert "收回了" in story.toasts(YINUO)[-1]
        await story.passes(DAY + 60)
        assert "没有人投票" in card(story, "🏁")["text"]
        assert await story.rows("SELECT 1 FROM ledger WHERE kind = 'challenge'") == []

    async def test_members_cannot_judge_and_each_is_judged_once(self, story: Story) -> None:
        await opens(story, "诗 | 1d | #诗 | contest")
        asked = await story.says(YINUO, "#诗 床前明月光")
        assert "作品 #1 收到了" in asked["text"]
        data = [key["callback_data"] for key in asked["reply_markup"]["inline_keyboard"][0]]
        await story.presses(MUYANG, "✅ 收下")
        assert "只有管理员" in story.toasts(MUYANG)[-1]
        for each in data:
            story.world.press(OWNER, FORUM, asked["message_id"], each)
        await story.settle()
        assert "已经看过了" in story.toasts(OWNER)[-1]
        assert "一天一件" in (await story.says(YINUO, "#诗 疑是地上霜"))["text"]
        assert "配上文字或照片" in (await story.says(ZIXUAN, "#诗"))["text"]
        await story.passes(DAY + 60)
        assert "床前明月光" in card(story, "作品 #1　")["text"]

    async def test_what_was_sent_back_or_not_seen_stays_off_the_wall(self, story: Story) -> None:
        await opens(story, "诗 | 1d | #诗 | contest")
        await story.says(YINUO, "#诗 广告")
        await story.presses(OWNER, "退回")
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
        await story.presses(OWNER, "✅ 收下")
        assert "最多放 40 件" in story.toasts(OWNER)[-1]
        assert asked["message_id"]
        await story.presses(OWNER, "退回")
        assert "不上墙" in str(story.world.sent(FORUM)[-1])

    async def test_hostile_words_on_the_wall_stay_words(self, story: Story) -> None:
        await opens(story, "诗 | 1d | #诗 | contest")
        await story.says(YINUO, '#诗 </b><a href="tg://user?id=1001">点我</a>')
        await story.presses(OWNER, "✅ 收下")
        await story.passes(DAY + 60)
        assert [each for each in card(story, "作品 #1　").get("entities", []) if each["type"] != "bold"] == []


class TestAskedWrongly:
    @pytest.mark.parametrize(
        ("spoken", "told_of"),
        [
            ("/challenge", "现在没有挑战"),
            ("/challenge new", "用法"),
            ("/challenge 乱写", "用法"),
            ("/challenge new ！！", "「#」我看不懂"),
            ("/challenge new 早起 | points 很多", "「points 很多」我看不懂"),
            ("/challenge new 早起 | 下周", "「下周」我没看懂"),
            ("/challenge new " + "长" * 61, "我看不懂"),
            ("/challenge close 9", "没有「#9」"),
            ("/challenge close", "看看 /challenge"),
        ],
    )
    async def test_is_answered_kindly(self, story: Story, spoken: str, told_of: str) -> None:
        assert told_of in (await story.says(OWNER, spoken))["text"]
        assert await story.rows("SELECT * FROM challenges") == []

    async def test_members_look_but_do_not_open(self, story: Story) -> None:
        assert "只有管理员" in (await story.says(YINUO, "/challenge new 我的"))["text"]
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=ZIXUAN, rights=["can_manage_topics"])
        assert "「置顶消息」" in (await story.says(ZIXUAN, "/challenge new 我的"))["text"]

    async def test_a_tag_stands_for_one_at_a_time(self, story: Story) -> None:
        await opens(story)
        assert "#早起打卡 已经有一个" in (await opens(story, "别的 | #早起打卡"))["text"]

    async def test_in_private_it_lists_in_ones_own_language(self, story: Story) -> None:
        await opens(story)
        await story.does(EMMA, "say", chat_id=FORUM, text="hi")
        assert "you have 0/3 days" in (await story.says(EMMA, "/challenge", chat=EMMA))["text"]


async def test_forgetting_takes_a_members_works_and_votes(story: Story) -> None:
    await works(story, YINUO, ZIXUAN)
    await votes(story, YINUO, whose=ZIXUAN)
    await votes(story, MUYANG, whose=YINUO)
    await story.says(YINUO, "/forgetme", chat=YINUO)
    await story.presses(YINUO, "忘掉我，不后悔", chat=YINUO)
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
        await story.presses(OWNER, "✅ 收下")
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
