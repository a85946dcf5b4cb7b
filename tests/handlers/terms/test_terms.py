"""Stories of what members count on: a change of points, levels or caps is announced before it holds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import load
from tests.phone import SCREEN, card_lines
from tests.storage.moved_group import migrate
from tests.story import FORUM, HIKE, MODERATOR, OWNER, YINUO, ZIXUAN, Story, told

HOUR, DAY = 3600, 86_400
PLAIN = "[points]\nlucky_chance = 0\n"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, PLAIN) as story:
        await story.says(YINUO, "早")
        yield story


def news(story: Story, chat: int = FORUM) -> list[str]:
    wanted = ("规则有改动", "更正")
    return [each["text"] for each in story.world.sent(chat) if any(word in each.get("text", "") for word in wanted)]


async def edited(story: Story, table: str) -> None:
    path = story.config.source
    assert path is not None
    path.write_text(path.read_text().partition("[points]")[0] + table)
    assert await story.app.reload.look()
    await story.app.timers.tick()
    await story.settle()


def points(*lines: str) -> str:
    return "\n".join([PLAIN.rstrip(), *lines, ""])


async def test_the_file_announces_what_why_and_from_when_and_nothing_changes_before(town: Story) -> None:
    story = town
    await edited(story, points("checkin_reward = 20", 'effective = "2027-01-18 09:00"', 'why = "签到太少人"'))
    (said,) = news(story)
    assert said.startswith("📣 规则有改动，1月18日 09:00 起生效")
    assert "· 签到得 10 分，连续每多一天再加 1 分，最多一天 17 分\n· 签到得 20 分，" in said
    assert "为什么改：签到太少人" in said
    assert "+10" in (await story.says(YINUO, "签到"))["text"]
    assert "签到得 10 分" in await story.earning_of(YINUO)
    assert story.config.source is not None
    story.config = load(story.config.source, {})
    await story.restart()
    assert "+10" in (await story.says(ZIXUAN, "签到"))["text"], "a restart reads the edited file"
    await story.passes(DAY + 21 * HOUR + 60)
    assert "签到得 20 分" in await story.earning_of(YINUO)
    assert len(news(story)) == 1


async def test_without_a_moment_it_is_told_and_holds_at_once_also_after_a_downtime(town: Story) -> None:
    story = town
    await edited(story, points("checkin_reward = 20"))
    assert "即刻生效" in news(story)[-1]
    assert "+20" in (await story.says(YINUO, "签到"))["text"]
    path = story.config.source
    assert path is not None
    await story.end()
    path.write_text(path.read_text().replace("checkin_reward = 20", "checkin_reward = 30"))
    story.config = load(path, {})
    await story.begin()
    await story.app.timers.tick()
    await story.settle()
    assert "· 签到得 30 分" in news(story)[-1]
    assert "+30" in (await story.says(ZIXUAN, "签到"))["text"]


async def test_an_error_is_owned_up_to_with_the_correction_before_it_holds(town: Story) -> None:
    story = town
    later = 'effective = "2027-01-18 09:00"'
    await edited(story, points("checkin_reward = 200", later))
    await edited(story, points("checkin_reward = 20", later))
    assert news(story)[-1].startswith("🙏 更正：先前说 1月18日 09:00 起的改动作废，以这条为准。")
    assert "20 分" in news(story)[-1]
    await edited(story, points())
    assert news(story)[-1] == "🙏 更正：先前说 1月18日 09:00 起的改动不改了，一切照旧。"
    await story.passes(2 * DAY)
    assert "签到得 10 分" in await story.earning_of(YINUO)
    assert len(news(story)) == 3


async def test_presses_of_a_minute_are_one_announcement_and_hold_from_the_next_day(town: Story) -> None:
    story = town
    await story.says(OWNER, "/settings")
    for _ in range(2):
        card = await story.presses(OWNER, "签到得分 +")
    assert "签到得分：20 分（改动已排定，现在是 10 分）" in card["text"]
    assert "+10" in (await story.says(YINUO, "签到"))["text"]
    assert news(story) == []
    await story.passes(61)
    assert "1月17日 00:00 起生效" in news(story)[-1]
    assert len(news(story)) == 1
    await story.passes(12 * HOUR)
    assert "+21" in (await story.says(YINUO, "签到"))["text"]
    assert news(story, HIKE) == [], "another group's members count on their own"


async def test_a_press_brings_nothing_forward_that_the_file_has_announced_for_later(town: Story) -> None:
    story = town
    await edited(story, points("streak_step = 3", 'effective = "2027-01-18 09:00"'))
    await story.says(OWNER, "/settings")
    await story.presses(OWNER, "签到得分 +")
    await story.passes(61)
    assert "🙏 更正" in news(story)[-1]
    assert "1月18日 09:00 起生效" in news(story)[-1]
    await story.passes(13 * HOUR)
    assert "签到得 10 分，连续每多一天再加 1 分" in await story.earning_of(YINUO)
    await story.passes(2 * DAY)
    assert "签到得 15 分，连续每多一天再加 3 分" in await story.earning_of(YINUO)


async def test_at_night_it_waits_for_the_morning_and_holds_after_it_was_told(town: Story) -> None:
    story = town
    await story.passes(12 * HOUR - 600)
    await story.says(OWNER, "/settings")
    await story.presses(OWNER, "签到得分 +")
    await story.passes(8 * HOUR)
    assert news(story) == []
    await story.passes(HOUR)
    assert "1月18日 00:00 起生效" in news(story)[-1]


async def test_levels_and_caps_are_told_too_and_what_members_do_not_count_on_is_not(town: Story) -> None:
    story = town
    await edited(story, points("board_daily = true"))
    assert news(story) == []
    levels = 'levels = [{ name = "银卡", score = 400 }]'
    await edited(story, points(levels) + "[caps]\nper_day = 2\n[welcome]\npoints = 7\n")
    assert "400" in news(story)[-1]
    assert "一天最多几条公告：不限 → 2" in news(story)[-1]
    assert "做完三件事得分：0 → 7" in news(story)[-1]
    for language in ("简体中文", "繁體中文", "English"):
        await story.says(MODERATOR, "/language")
        await story.presses(MODERATOR, language)
        await edited(story, points(f"checkin_reward = {20 + len(language)}", "streak_step = 3", "thanks_reward = 4"))
        assert card_lines(story.world.sent(FORUM)[-1]) <= SCREEN


async def test_a_group_that_moves_keeps_what_holds_and_what_comes(town: Story) -> None:
    story = town
    await story.says(YINUO, "早", chat=HIKE)
    await story.restart()
    await edited(story, points("checkin_reward = 20", 'effective = "2027-01-18 09:00"'))
    new = await migrate(story)
    assert "+10" in (await story.says(YINUO, "签到", chat=new))["text"]
    await story.passes(2 * DAY)
    assert "+20" in (await story.says(YINUO, "签到", chat=new))["text"]


async def test_rules_of_the_file_hold_from_when_it_says_and_the_reason_is_told(tmp_path: Path) -> None:
    async with told(tmp_path, PLAIN + '[rules]\ntext = "好好说话"\n') as story:
        await story.says(YINUO, "早")
        rules = '[rules]\ntext = "好好说话\\n发图先打码"\neffective = "2027-01-18 09:00"\nwhy = "有人发了别人的照片"\n'
        await edited(story, PLAIN + rules)
        said = story.world.sent(FORUM)[-1]["text"]
        assert "1月18日 09:00 起生效" in said
        assert "➕ 2. 发图先打码\n为什么改：有人发了别人的照片" in said
        assert "新的一版从" in (await story.says(YINUO, "/rules"))["text"]
        await story.passes(2 * DAY)
        assert "2. 发图先打码" in (await story.says(YINUO, "/rules"))["text"]
