"""Stories of members' own settings: what the bot shall leave off, chosen by buttons, kept, and heeded."""

from __future__ import annotations

import pytest

from bot.domain.preferences import Declinable
from bot.engine.buttons import pack
from handlers.settings.own import Preferred, Spoken
from tests.story import EMMA, FORUM, MODERATOR, OWNER, PEISHAN, YINUO, ZIXUAN, Story


def declined(story: Story, what: Declinable) -> frozenset[int]:
    return story.chats.opt_outs.declined(what)


async def forges(story: Story, who: int, value: object, *, chat: int) -> None:
    """Presses a button of the newest card there with data of one's own making."""
    message_id, _ = story.button(chat, "关闭私信通知")
    story.world.press_vanished(who, chat, message_id, pack(value))
    await story.settle()


class TestMyOwn:
    async def test_a_member_sees_and_changes_them_in_the_group(self, story: Story) -> None:
        card = await story.says(YINUO, "/settings")
        assert "陈一诺 的设置" in card["text"]
        assert "气氛检查：开" in card["text"]
        assert "不看你的话" in (await story.presses(YINUO, "关闭对我的气氛检查"))["text"]
        assert declined(story, "mood") == {YINUO}
        assert "气氛检查：开" in (await story.presses(YINUO, "开启对我的气氛检查"))["text"]
        assert declined(story, "mood") == frozenset()

    async def test_a_member_sees_them_in_private_with_the_language(self, story: Story) -> None:
        await story.says(EMMA, "hello")
        assert "Settings of Emma" in (await story.says(EMMA, "/settings", chat=EMMA))["text"]
        card = await story.presses(EMMA, "繁體中文", chat=EMMA)
        assert "Emma" in card["text"]
        assert "氣氛檢查" in card["text"]

    async def test_a_choice_outlives_a_restart_and_a_second_press(self, story: Story) -> None:
        await story.says(YINUO, "/settings")
        message_id, data = story.button(FORUM, "关闭私信通知")
        for _ in range(2):
            story.world.press_vanished(YINUO, FORUM, message_id, data)
            await story.settle()
        await story.restart()
        assert declined(story, "private") == {YINUO}
        assert "私信：关" in (await story.says(YINUO, "/settings"))["text"]

    async def test_the_boards_and_the_reminder_are_those_of_the_commands(self, story: Story) -> None:
        await story.says(YINUO, "/top hide")
        await story.says(YINUO, "/remind")
        card = await story.says(YINUO, "/settings")
        assert "排行榜：不显示" in card["text"]
        assert "签到提醒：开" in card["text"]
        await story.presses(YINUO, "上排行榜")
        await story.presses(YINUO, "关闭签到提醒")
        assert not await story.rows("SELECT 1 FROM hidden")
        assert not await story.rows("SELECT 1 FROM reminders")
        assert not await story.rows("SELECT 1 FROM timers WHERE kind = 'remind'")

    async def test_where_no_private_chat_was_begun_there_is_a_link(self, story: Story) -> None:
        card = await story.says(YINUO, "/settings")
        assert card["reply_markup"]["inline_keyboard"][-1][0]["url"].endswith("?start=settings")
        await story.says(YINUO, "/start settings", chat=YINUO)
        assert story.world.sent(YINUO)
        assert "没和我私聊过" not in (await story.says(YINUO, "/settings"))["text"]

    async def test_they_are_nobody_elses(self, story: Story) -> None:
        await story.says(YINUO, "/settings")
        await story.presses(ZIXUAN, "关闭对我的气氛检查")
        assert "给别人的" in story.toasts(ZIXUAN)[-1]
        await forges(story, ZIXUAN, Preferred(YINUO, FORUM, "mood", is_on=False), chat=FORUM)
        assert declined(story, "mood") == frozenset()

    @pytest.mark.parametrize("value", [Preferred(YINUO, -1009, "board", is_on=False), Spoken(FORUM, "en"),
                                       Spoken(FORUM, "xx")])  # fmt: skip
    async def test_a_forged_button_changes_nothing(self, story: Story, value: object) -> None:
        await story.says(YINUO, "/settings")
        await forges(story, YINUO, value, chat=FORUM)
        assert not await story.rows("SELECT 1 FROM hidden")
        assert story.toasts(YINUO)[-1]

    async def test_who_hides_behind_the_group_has_none(self, story: Story) -> None:
        answer = await story.says(YINUO, "/settings", channel="某个频道")
        assert "频道" in answer["text"]


class TestModerators:
    async def test_have_the_groups_and_a_way_to_their_own(self, story: Story) -> None:
        assert "签到得分" in (await story.says(OWNER, "/settings"))["text"]
        assert "林书瑶 的设置" in (await story.presses(OWNER, "我自己的设置"))["text"]
        assert any("签到得分" in each["text"] for each in story.world.sent(FORUM)), "the group's card stays"

    async def test_without_the_right_are_told_which_one_is_missing(self, story: Story) -> None:
        await story.does(OWNER, "promote", chat_id=FORUM, user_id=MODERATOR, rights=["can_pin_messages"])
        card = await story.says(MODERATOR, "/settings")
        assert "「修改群资料」权限" in card["text"]
        assert "签到得分" not in card["text"]

    async def test_members_cannot_open_their_own_by_the_moderators_button(self, story: Story) -> None:
        await story.says(OWNER, "/settings")
        await story.presses(YINUO, "我自己的设置")
        assert "只有管理员" in story.toasts(YINUO)[-1]


class TestHeeded:
    async def test_whoever_wants_no_private_words_is_not_told_as_a_moderator_either(self, story: Story) -> None:
        for who in (OWNER, MODERATOR):
            await story.says(who, "/start", chat=who)
        said = await story.does(ZIXUAN, "say", chat_id=FORUM, text="坏话")
        await story.says(YINUO, "/report", reply_to=said["message_id"])
        assert "🚩" in story.world.sent(MODERATOR)[-1]["text"]
        await self._declines(story, MODERATOR)
        said = await story.does(ZIXUAN, "say", chat_id=FORUM, text="又是坏话")
        count = len(story.world.sent(MODERATOR))
        await story.says(YINUO, "/report", reply_to=said["message_id"])
        assert len(story.world.sent(MODERATOR)) == count
        assert "🚩" in story.world.sent(OWNER)[-1]["text"]

    async def test_answers_still_come(self, story: Story) -> None:
        await story.says(YINUO, "/start", chat=YINUO)
        await self._declines(story, YINUO)
        assert "私信发给你" in (await story.says(YINUO, "/mydata"))["text"]
        assert story.world.sent(YINUO)[-1]["document"]

    async def test_forgotten_with_the_rest(self, story: Story) -> None:
        await story.says(PEISHAN, "/start", chat=PEISHAN)
        await self._declines(story, PEISHAN)
        await story.says(PEISHAN, "/forgetme", chat=PEISHAN)
        await story.presses(PEISHAN, "確認刪除", chat=PEISHAN)
        assert declined(story, "private") == frozenset()
        assert not await story.rows("SELECT 1 FROM preferences")

    async def _declines(self, story: Story, who: int) -> None:
        async with story.app.database.unit() as unit:
            await story.chats.opt_outs.choose(unit, "private", user_id=who, is_declined=True, at=1)
        assert who in declined(story, "private")
