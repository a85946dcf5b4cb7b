"""Stories of what is for some members alone: a survey, an event, a post, each by how they take part."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.segments import SEGMENTS, segment_of
from bot.services import segments
from bot.services.schedule.reading import calendar_of
from tests.handlers.insights.town import DAY, talk
from tests.story import FORUM, MODERATOR, MUYANG, OWNER, PEISHAN, TSZCHING, XIAOMAN, YINUO, ZIXUAN, Story, told

CORE = (YINUO, ZIXUAN, PEISHAN, MUYANG, TSZCHING)


PLANNED = f"""
[[schedule]]
name = "谢谢"
at = "2027-02-02 15:00"
text = "<b>{{group}}</b>有你们真好"
segment = "骨干"
chats = [{FORUM}]
[[event]]
name = "骨干饭"
at = "2027-02-05 19:00"
segment = "core"
chats = [{FORUM}]
"""


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Story]:
    """Five talk every day for a fortnight and more; Xiaoman said a word on the last day."""
    async with told(tmp_path, PLANNED) as story:
        for who in (*CORE, XIAOMAN):
            await story.says(who, "/start", chat=who)
        for _ in range(17):
            await talk(story, CORE)
            await story.passes(DAY)
        await talk(story, (*CORE, XIAOMAN))
        yield story


async def test_each_member_belongs_to_the_segment_that_counts_them(town: Story) -> None:
    now = int(town.world.clock.exactly())
    today = calendar_of(town.chats.group(FORUM)).day_of(now)
    reads = town.app.database.reads
    of = {
        who: await segments.segment_of(reads, chat_id=FORUM, user_id=who, today=today, now=now)
        for who in (*CORE, XIAOMAN)
    }
    counted = (await segments.of_segments(reads, chat_id=FORUM, today=today, now=now)).people
    assert {who for who in of if of[who] == "core"} == set(CORE)
    assert counted["core"] == len(CORE)
    assert of[XIAOMAN] == "newcomer", "met for the first time"


async def test_a_survey_asks_those_of_its_segment_alone(town: Story) -> None:
    await town.says(OWNER, "/start", chat=OWNER)
    await town.says(OWNER, "/survey new")
    for words in ("下次办什么", "喜欢哪样：徒步 / 读书"):
        await town.says(OWNER, words, chat=OWNER)
    await town.presses(OWNER, "常在的骨干", chat=OWNER)
    await town.presses(OWNER, "3 天", chat=OWNER)
    await town.presses(OWNER, "发布调查", chat=OWNER)
    assert "常在的骨干" in [each["text"] for each in town.world.sent(FORUM) if "📋" in each.get("text", "")][-1]
    assert "下次办什么" in (await town.says(YINUO, "/start survey1", chat=YINUO))["text"]
    assert "这个调查问的是：常在的骨干" in (await town.says(XIAOMAN, "/start survey1", chat=XIAOMAN))["text"]


async def test_an_event_takes_those_of_its_segment_and_others_may_still_say_no(town: Story) -> None:
    assert "🎯 面向：骨干" in (await town.says(OWNER, "/event new 夜话 | 明天 20:00 | 面向 骨干"))["text"]
    await town.presses(XIAOMAN, "报名")
    assert "这次面向的是：骨干" in town.toasts(XIAOMAN)[-1]
    await town.presses(XIAOMAN, "不去")
    assert "下次再来" in town.toasts(XIAOMAN)[-1]
    assert "报名 1" in (await town.presses(YINUO, "报名"))["text"]
    assert "有钱的" in (await town.says(OWNER, "/event new 夜话 | 明天 20:00 | 面向 有钱的"))["text"]


async def test_a_post_goes_privately_to_those_of_its_segment_who_may_be_written_to(town: Story) -> None:
    await town.says(ZIXUAN, "/settings", chat=ZIXUAN)
    await town.presses(ZIXUAN, "关闭私信通知", chat=ZIXUAN)
    await town.says(MODERATOR, "/announce 谢谢你们一直在")
    await town.presses(MODERATOR, "🎯 改成私信给一类人")
    asked = await town.presses(MODERATOR, "骨干")
    assert "能发到的不到 5 人" in asked["text"], "one of five turned it off"
    group = len(town.world.sent(FORUM))
    assert "一共 4 人" in (await town.presses(MODERATOR, "发出"))["text"]
    assert len(town.world.sent(FORUM)) == group
    got = [who for who in (*CORE, XIAOMAN) if any("谢谢你们一直在" in m["text"] for m in town.world.sent(who))]
    assert got == [YINUO, PEISHAN, MUYANG, TSZCHING]
    *_, last = town.world.sent(YINUO)
    assert last["text"].startswith("谢谢你们一直在")
    assert "来自「围炉夜话」的管理员" in last["text"], "why it came stands in the message itself"
    long = "长" * 4000
    await town.says(MODERATOR, f"/announce {long}")
    await town.presses(MODERATOR, "🎯 改成私信给一类人")
    await town.presses(MODERATOR, "骨干")
    await town.presses(MODERATOR, "发出")
    *_, words, why = town.world.sent(YINUO)
    assert words["text"] == long, "nothing of it is cut to make room"
    assert "来自「围炉夜话」的管理员" in why["text"]


async def begins(town: Story, words: str, when: str) -> None:
    """Step by step, as far as the preview, and aimed there."""
    await town.says(OWNER, "/start", chat=OWNER)
    await town.says(OWNER, "/announce")
    for each in (words, when):
        await town.says(OWNER, each, chat=OWNER)
    await town.presses(OWNER, "改一改", chat=OWNER)
    await town.presses(OWNER, "发给谁", chat=OWNER)
    assert "认不出「有钱的」" in (await town.says(OWNER, "有钱的", chat=OWNER))["text"]
    assert "发给谁：骨干" in (await town.presses(OWNER, "骨干", chat=OWNER))["text"]


def read_it(town: Story, words: str) -> list[int]:
    return [who for who in (*CORE, XIAOMAN) for each in town.world.sent(who) if words in each.get("text", "")]


async def test_what_is_planned_in_chat_for_a_segment_reaches_them_alone_at_its_hour(town: Story) -> None:
    group = len(town.world.sent(FORUM))
    await begins(town, "骨干饭在周五", "明天 15:00")
    await town.presses(OWNER, "置顶", chat=OWNER)
    assert "定好了" in (await town.presses(OWNER, "发出", chat=OWNER))["text"]
    assert "私信给骨干" in (await town.says(OWNER, "/schedule", chat=OWNER))["text"]
    shown = await town.presses(OWNER, "改 #1 骨干饭在周五", chat=OWNER)
    assert "发给谁：骨干" in shown["text"], "as it was planned"
    await town.passes(DAY + 3 * 3600 - 60)
    assert read_it(town, "骨干饭在周五") == []
    await town.restart()
    await town.passes(120)
    assert read_it(town, "骨干饭在周五") == list(CORE)
    assert not [each for each in town.world.sent(FORUM)[group:] if "骨干饭在周五" in each.get("text", "")]
    assert not [each for each in town.world.calls if each[0] == "pinChatMessage"]


async def test_step_by_step_it_goes_to_a_segment_at_once_too(town: Story) -> None:
    await begins(town, "今晚有位子", "现在")
    assert "一共 5 人" in (await town.presses(OWNER, "发出", chat=OWNER))["text"]
    assert read_it(town, "今晚有位子") == list(CORE)


async def test_what_the_file_plans_for_a_segment_reaches_nobody_else(town: Story) -> None:
    card = next(each for each in town.world.sent(FORUM) if "骨干饭" in each.get("text", ""))
    assert "🎯 面向：骨干" in card["text"]
    assert "私信给骨干" in (await town.says(OWNER, "/schedule"))["text"]
    group = len(town.world.sent(FORUM))
    await town.says(ZIXUAN, "/settings", chat=ZIXUAN)
    await town.presses(ZIXUAN, "关闭私信通知", chat=ZIXUAN)
    await town.passes(3 * 3600)
    await town.restart()
    await town.passes(60)
    assert len(town.world.sent(FORUM)) == group
    got = [(who, each["text"]) for who in (*CORE, XIAOMAN) for each in town.world.sent(who) if "真好" in each["text"]]
    assert [who for who, _ in got] == [YINUO, PEISHAN, MUYANG, TSZCHING], "once each, without who wants no words"
    assert got[0][1].startswith("围炉夜话有你们真好")
    assert "来自「围炉夜话」的管理员" in got[0][1]
    assert "15:00，已发" in (await town.says(OWNER, "/schedule"))["text"]


def test_a_segment_is_understood_in_both_scripts_and_in_english() -> None:
    assert [segment_of(words) for words in ("骨幹", "新人", "At Risk", "安靜", "活躍")] == [
        *("core", "newcomer", "at_risk", "quiet", "active")
    ]
    assert all(segment_of(each) == each for each in SEGMENTS)
    assert segment_of("有钱的") is None
