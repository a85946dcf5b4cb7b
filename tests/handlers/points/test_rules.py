"""Stories of the rules as members read them: made of the settings in force, none of them left out."""

from __future__ import annotations

from typing import Any

import pytest

from bot.config.tables import Level, Points
from bot.texts.catalog import LOCALES, Locale, plain
from bot.texts.text import Lines
from handlers.points.earning import told
from tests.story import FORUM, OWNER, YINUO, Story

FOR_MODERATORS = {
    "grant_max",
    "grant_daily",
    "grant_alone",
    "level_tags",
    "effective",
    "why",
    "board_daily",
    "board_weekly",
    "board_hour",
    "board_transparency",
}
"""Settings that are no rule for members: how much moderators give, and what is shown where."""

OTHERWISE: dict[str, Any] = {
    "activity": False,
    "activity_cooldown": "17m",
    "lucky_chance": 0.37,
    "give_tax": 0.43,
    "levels": (Level(name="铁杆", score=77777, give_more=999),),
}


def rules(points: Points, locale: Locale) -> str:
    return plain(Lines(told(points)), locale)


class TestTheRules:
    @pytest.mark.parametrize("locale", LOCALES)
    @pytest.mark.parametrize("name", sorted(set(Points.model_fields) - FOR_MODERATORS))
    def test_a_setting_that_changes_is_told_otherwise(self, name: str, locale: Locale) -> None:
        before = Points(give_tax=0.1, first_bonus=3, activity_daily=100)
        value = OTHERWISE.get(name, 79)
        after = before.model_copy(update={name: value})
        assert rules(after, locale) != rules(before, locale)
        if name not in OTHERWISE and name != "streak_cap":
            assert "79" in rules(after, locale)

    def test_what_is_off_is_not_told(self) -> None:
        off = dict.fromkeys(("vote_reward", "quiz_reward", "discussion_reward", "thanks_reward", "reaction_reward"), 0)
        more = dict.fromkeys(
            ("invite_reward", "adopted_reward", "give_daily", "makeup_monthly", "lucky_chance", "seventh_day_bonus"), 0
        )
        least = Points().model_copy(update={**off, **more, "activity": False, "levels": ()})
        assert len(told(least)) == 1

    async def test_the_group_reads_what_holds_there_and_what_is_paid_is_what_was_read(self, story: Story) -> None:
        await story.says(OWNER, "/settings")
        await story.presses(OWNER, "签到得分 +")
        await story.presses(OWNER, "聊天")
        await story.presses(OWNER, "收到感谢得分 +")
        await story.passes(60)
        await story.passes(13 * 3600)
        await story.says(YINUO, "/help")
        words = (await story.presses(YINUO, "💰 签到、积分"))["text"]
        assert "签到得 15 分" in words
        assert "收到回复「谢谢」得 3 分" in words
        assert "+15" in (await story.says(YINUO, "签到"))["text"]
        said = await story.does(YINUO, "say", chat_id=FORUM, text="好")
        await story.says(OWNER, "谢谢", reply_to=said["message_id"])
        assert await story.rows("SELECT amount FROM ledger WHERE kind = 'thanks'") == [{"amount": 3}]


class TestTheNote:
    async def test_a_change_is_noted_in_peoples_words(self, story: Story) -> None:
        await story.says(OWNER, "/settings")
        await story.presses(OWNER, "签到得分 +")
        await story.presses(OWNER, "排行榜")
        await story.presses(OWNER, "打开每天发排行榜")
        shown = (await story.says(OWNER, "/audit"))["text"]
        assert "改设置（签到得分 10 分 → 15 分）" in shown
        assert "每天发排行榜 关 → 开" in shown
        assert "checkin_reward" not in shown
