"""Stories of what is written in chat: read in any form, asked about where in doubt, refused by name, never dropped."""

from __future__ import annotations

import pytest

from tests.handlers.challenged import DOT
from tests.story import FORUM, MODERATOR, NOON, OWNER, XIAOMAN, YINUO, ZIXUAN, Story


class TestCommands:
    @pytest.mark.parametrize(
        ("said", "told"),
        [
            ("/points。", "0"), ("／points", "0"), ("/Points@weilu_bot！", "0"), ("/points\u200b", "0"),
            ("/签到", "签到"), ("/簽到！", "签到"), ("签到 @weilu_bot", "签到"), ("@Weilu_Bot 簽到", "签到"),
            ("/lottery\u3000new 耳机", "耳机"), ("/lottery\u00a0new\n耳机", "耳机"),
            ("/pionts@weilu_bot", "/points"), ("/wobble@weilu_bot", "没有 /wobble"),
        ],
    )  # fmt: skip
    async def test_a_command_ends_where_no_command_goes_on(self, story: Story, said: str, told: str) -> None:
        assert told in (await story.says(OWNER, said))["text"]

    async def test_another_bots_command_is_left_to_it(self, story: Story) -> None:
        assert await story.says(OWNER, "/wobble") == {}
        assert await story.says(OWNER, "/points@other_bot") == {}
        assert "没有 /wobble" in (await story.says(OWNER, "/wobble", chat=OWNER))["text"]

    async def test_a_phrase_counts_as_a_caption(self, story: Story) -> None:
        await story.does(YINUO, "photo", chat_id=FORUM, caption="签到！", file=DOT)
        assert "签到" in story.world.sent(FORUM)[-1]["text"]

    @pytest.mark.parametrize(
        "said", ["/checkin 早", "/ledger @x", "/calendar 2026-13", "/economy 1", "/audit x", "/events 5", "/rules 2 x",
                 "/privacy x", "/settings on", "/undo 1 2", "/points @yinuo 5", "/invite x"],
    )  # fmt: skip
    async def test_words_that_a_command_cannot_use_are_refused(self, story: Story, said: str) -> None:
        answer = (await story.says(OWNER, said))["text"]
        assert "用法" in answer or "「" in answer

    async def test_a_switch_goes_where_it_is_told_to(self, story: Story) -> None:
        for said, is_on in (("off", False), ("on", True), ("开", True), ("关", False), ("關閉", False), ("", True)):
            answer = (await story.says(YINUO, f"/remind {said}".strip()))["text"]
            asked = await story.rows("SELECT * FROM reminders WHERE user_id = :who", who=YINUO)
            assert bool(asked) == is_on, answer
        assert "写「开」或「关」" in (await story.says(YINUO, "/remind 也许"))["text"]


class TestPeople:
    async def test_a_person_stands_before_or_behind_the_amount(self, story: Story) -> None:
        await story.says(YINUO, "来了")
        name = story.world.people[YINUO].username
        for said in (f"@{name} 50 谢谢", f"50 @{name} 谢谢", f"50 {YINUO + 10**6} 谢谢"):
            answer = (await story.says(OWNER, f"/grant {said}"))["text"]
            assert "加了 50 分" in answer or str(YINUO + 10**6) in answer
        assert await story.points_of(YINUO) == 100

    async def test_a_mention_without_a_name_may_stand_behind_the_amount(self, story: Story) -> None:
        name = story.world.people[XIAOMAN].name
        user = {"id": XIAOMAN, "is_bot": False, "first_name": name}
        entity = {"type": "text_mention", "offset": len("/grant 7 "), "length": len(name), "user": user}
        answer = await story.says(OWNER, f"/grant 7 {name} 谢谢", entities=[entity])
        assert "加了 7 分" in answer["text"]
        assert "谢谢" in answer["text"]
        assert await story.points_of(XIAOMAN) == 7

    async def test_a_name_beside_a_reply_to_somebody_else_is_asked_about(self, story: Story) -> None:
        said = await story.does(ZIXUAN, "say", chat_id=FORUM, text="画好了")
        await story.says(YINUO, "来了")
        name = story.world.people[YINUO].username
        answer = (await story.says(OWNER, f"/grant 50 @{name} 谢谢", reply_to=said["message_id"]))["text"]
        assert "是哪一位" in answer
        await story.presses(MODERATOR, story.world.people[YINUO].name)
        assert "给别人的" in story.toasts(MODERATOR)[-1]
        message_id, data = story.button(FORUM, story.world.people[YINUO].name)
        with story.unheard():
            for _ in range(2):
                await story.does(OWNER, "press", chat_id=FORUM, message_id=message_id, data=data)
        await story.settle()
        granted = story.world.sent(FORUM)[-1]["text"]
        assert "加了 50 分" in granted
        assert "谢谢" in granted
        assert (await story.points_of(YINUO), await story.points_of(ZIXUAN)) == (50, 0)
        own = story.world.people[ZIXUAN].username
        assert "加了 50 分" in (await story.says(OWNER, f"/grant 50 @{own}", reply_to=said["message_id"]))["text"]

    async def test_nobody_is_meant_where_nobody_says_who(self, story: Story) -> None:
        said = await story.does(ZIXUAN, "say", chat_id=FORUM, text="画好了")
        await story.says(YINUO, "来了")
        name = story.world.people[YINUO].username
        await story.says(OWNER, f"/deduct @{name} 5", reply_to=said["message_id"])
        await story.passes(700)
        assert "再发一次" in story.world.sent(FORUM)[-1]["text"]

    async def test_thanks_go_to_a_name_with_words(self, story: Story) -> None:
        await story.says(YINUO, "来了")
        name = story.world.people[YINUO].username
        answer = (await story.says(ZIXUAN, f"/thanks @{name} 昨天的汤真好喝"))["text"]
        assert story.world.people[YINUO].name in answer
        assert "昨天的汤真好喝" in answer


class TestShownFirst:
    async def test_a_doubtful_poll_is_shown_to_its_writer_alone(self, story: Story) -> None:
        await story.says(MODERATOR, "/start", chat=MODERATOR)
        answer = await story.says(MODERATOR, "/poll 吃什么 | 面 | 饭 | 匿名 | 截止 2h")
        assert "先私信给你看看" in answer["text"]
        shown = story.world.sent(MODERATOR)[-1]["text"]
        assert "「匿名」我当成「匿名」" in shown
        assert await story.rows("SELECT * FROM polls") == []
        await story.presses(MODERATOR, "发出去", chat=MODERATOR)
        asked = next(each for each in reversed(story.world.sent(FORUM)) if "poll" in each)["poll"]
        assert asked["is_anonymous"]
        assert asked["close_date"] > 0
        assert [each["text"] for each in asked["options"]] == ["面", "饭"]

    async def test_whoever_cannot_be_written_to_sees_it_in_the_group(self, story: Story) -> None:
        shown = await story.says(MODERATOR, "/poll 继续吗 | 继续 | 结束")
        assert "「结束」我当成一个选项" in shown["text"]
        await story.presses(MODERATOR, "取消")
        assert await story.rows("SELECT * FROM polls") == []

    async def test_words_shown_first_can_be_written_anew(self, story: Story) -> None:
        await story.says(MODERATOR, "/poll 继续吗 | 继续 | 结束")
        await story.presses(MODERATOR, "改一改")
        asked = await story.presses(MODERATOR, "改文字")
        again = await story.says(MODERATOR, "停吗\n停\n不停", reply_to=asked["message_id"])
        assert "停吗" in again["text"]

    async def test_a_doubtful_draw_is_shown_first_and_opened_by_a_press(self, story: Story) -> None:
        shown = await story.says(OWNER, "/lottery new 耳机 x2 | 2h")
        assert "「2h」我当成「开奖时间」" in shown["text"]
        assert await story.rows("SELECT * FROM lotteries") == []
        await story.presses(OWNER, "发布")
        assert len(await story.rows("SELECT * FROM lotteries")) == 1

    async def test_a_draw_shown_in_private_is_changed_and_opened_there(self, story: Story) -> None:
        await story.says(OWNER, "/start", chat=OWNER)
        assert "先私信给你看看" in (await story.says(OWNER, "/lottery new 耳机 x2 | titel 新年"))["text"]
        assert "「titel 新年」我当成「标题」" in story.world.sent(OWNER)[-1]["text"]
        await story.presses(OWNER, "改一改", chat=OWNER)
        asked = await story.presses(OWNER, "开奖时间", chat=OWNER)
        assert "什么时候" in asked["text"] or "开奖" in asked["text"]
        await story.says(OWNER, "明天20:00", chat=OWNER)
        assert await story.rows("SELECT * FROM lotteries") == []
        await story.presses(OWNER, "发布", chat=OWNER)
        (opened,) = await story.rows("SELECT chat_id, ends_at FROM lotteries")
        assert (opened["chat_id"], opened["ends_at"]) == (FORUM, NOON + 32 * 3600)

    async def test_what_was_understood_opens_at_once(self, story: Story) -> None:
        await story.says(OWNER, "/lottery new BMW X5 | 截止2小时 | 候补2")
        assert len(await story.rows("SELECT * FROM lotteries")) == 1
        assert "poll" in await story.says(OWNER, "/poll 吃什么\n面\n饭\n#匿名")

    async def test_a_group_may_see_each_first(self, story: Story) -> None:
        await story.says(OWNER, "/settings")
        await story.presses(OWNER, "投票抽奖")
        await story.presses(OWNER, "打开先看再发")
        assert "poll" not in await story.says(OWNER, "/poll 吃什么 | 面 | 饭")
        await story.says(OWNER, "/lottery new 耳机")
        assert await story.rows("SELECT * FROM lotteries") == []


class TestBothScripts:
    async def test_a_draws_phrase_is_heard_in_either_script(self, story: Story) -> None:
        await story.says(OWNER, "/lottery new 耳机 | 口令 我要参加 | 截止2小时")
        await story.says(YINUO, "我要參加")
        await story.says(XIAOMAN, "我要参加")
        assert len(await story.rows("SELECT * FROM lottery_entries")) == 2

    async def test_a_challenges_tag_is_one_in_both(self, story: Story) -> None:
        await story.says(OWNER, "/challenge new 读书 | 7d | #读书")
        await story.says(YINUO, "今天三十页 #讀書")
        await story.says(XIAOMAN, "今天十页 ＃读书")
        assert len(await story.rows("SELECT * FROM challenge_entries")) == 2

    async def test_a_level_and_a_topic_are_found_by_the_other_script(self, story: Story) -> None:
        opened = await story.says(OWNER, "/lottery new 耳机 | 截止2小时 | if 等級 鑽石卡")
        assert "钻石卡" in opened["text"]
