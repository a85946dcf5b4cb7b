"""Stories of challenges and contests: taken part in by a tag, judged, put on the wall, voted on, and counted out."""

from __future__ import annotations

import pytest

from tests.handlers.challenged import DAY, DOT, HOUR, card, opens, reactions
from tests.story import EMMA, FORUM, HIKE, KITCHEN, OWNER, PEISHAN, YINUO, ZIXUAN, Story


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
                assert "你已打卡 1/3 天" in (await story.says(PEISHAN, "打卡挑戰"))["text"]
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
        assert "已结束" in card(story, "🔥")["text"]
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
        assert "已取消" in (await story.says(OWNER, "/challenge cancel 1"))["text"]
        assert "已取消" in card(story, "🔥")["text"]
        assert await story.says(YINUO, "#早起打卡 来了") == {}
        await story.passes(4 * DAY)
        assert not card(story, "🏁")
        assert "已经结束了" in (await story.says(OWNER, "/challenge close 1"))["text"]


class TestAskedWrongly:
    @pytest.mark.parametrize(
        ("spoken", "told_of"),
        [
            ("/challenge", "现在没有挑战"),
            ("/challenge new", "挑战叫什么"),
            ("/challenge 乱写", "用法"),
            ("/challenge new ！！", "「#」我没看懂"),
            ("/challenge new 早起 | points 很多", "「很多」我没看懂"),
            ("/challenge new 早起 | 下周", "「下周」我没看懂"),
            ("/challenge new " + "长" * 61, "我没看懂"),
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
        assert "you: 0 of 3 days" in (await story.says(EMMA, "/challenge", chat=EMMA))["text"]
