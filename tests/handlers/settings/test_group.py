"""Stories of a group's settings by buttons: in force at once, within bounds, logged, and for moderators alone."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from bot.config import Config
from bot.config.tables import Telegram
from bot.domain.settings import SETTINGS
from tests.story import OWNER, YINUO, Story


class TestBounds:
    @pytest.mark.parametrize("name", SETTINGS)
    def test_each_is_a_setting_whose_default_lies_within_its_bounds(self, name: str) -> None:
        value = Config(telegram=Telegram(token=SecretStr("1:a"))).group(0).setting(SETTINGS[name])
        assert SETTINGS[name].least <= value <= SETTINGS[name].most

    def test_no_press_leads_out_of_bounds(self) -> None:
        setting = SETTINGS["checkin_reward"]
        assert setting.turned(998, up=True) == 1000
        assert setting.turned(3, up=False) == 0
        assert setting.turned(5000, up=False) == 1000


class TestSettings:
    async def test_a_press_is_logged_and_in_force_from_the_next_day_and_told_in_the_rules(self, story: Story) -> None:
        assert "签到得分：10" in (await story.says(OWNER, "/settings"))["text"]
        card = await story.presses(OWNER, "签到得分 +")
        assert "签到得分：15 分（改动已排定，现在是 10 分）" in card["text"]
        assert "签到得分 10 分 → 15 分" in card["text"]
        assert "签到得 10 分" in await story.earning_of(YINUO)
        await story.passes(60)
        await story.passes(13 * 3600)
        assert "+15" in (await story.says(YINUO, "签到"))["text"]
        assert "签到得 15 分" in await story.earning_of(YINUO)

    async def test_it_outlives_a_restart(self, story: Story) -> None:
        await story.says(OWNER, "/settings")
        await story.presses(OWNER, "聊天")
        await story.presses(OWNER, "关掉聊天计分")
        await story.passes(60)
        await story.restart()
        await story.passes(13 * 3600)
        await story.says(YINUO, "今天午饭吃了小笼包，味道真不错")
        assert await story.rows("SELECT * FROM ledger") == []

    async def test_members_see_their_own_and_may_not_press(self, story: Story) -> None:
        assert "签到得分" not in (await story.says(YINUO, "/settings"))["text"]
        await story.says(OWNER, "/settings")
        assert await story.presses(YINUO, "签到得分 +") == {}
        assert "只有管理员" in story.toasts(YINUO)[-1]
        assert "+10" in (await story.says(YINUO, "签到"))["text"]

    async def test_at_the_bound_a_toast_says_so(self, story: Story) -> None:
        await story.says(OWNER, "/settings")
        assert await story.presses(OWNER, "当天首签 −") == {}
        assert "0 到 200" in story.toasts(OWNER)[-1]

    async def test_the_card_has_pages_that_members_cannot_turn(self, story: Story) -> None:
        first = (await story.says(OWNER, "/settings"))["text"]
        assert "签到得分" in first
        assert "每天发排行榜" not in first
        assert await story.presses(YINUO, "排行榜") == {}
        card = (await story.presses(OWNER, "排行榜"))["text"]
        assert "每天发排行榜" in card
        assert "签到得分" not in card
        assert "每天发排行榜：开" in (await story.presses(OWNER, "打开每天发排行榜"))["text"]
        assert "签到得分" in (await story.presses(OWNER, "签到"))["text"]
