"""Stories of announcements that need a second moderator, and that name their source."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.schedule.second import Seconded
from tests.story import FORUM, MODERATOR, OWNER, YINUO, Story, told

SECOND = "[announce]\nsecond = true\n"


def said(story: Story) -> list[str]:
    return [each["text"] for each in story.world.sent(FORUM) if each.get("text", "").startswith("周五")]


async def drafted(story: Story) -> None:
    for who in (OWNER, MODERATOR):
        await story.says(who, "/start", chat=who)
        await story.says(who, "早")
    await story.says(OWNER, "/doctor")
    await story.says(OWNER, "/announce 周五聚餐", chat=OWNER)


async def test_it_goes_out_once_another_moderator_confirmed_it(tmp_path: Path) -> None:
    async with told(tmp_path, SECOND) as story:
        await drafted(story)
        assert "另一位管理员" in (await story.presses(OWNER, "发出", chat=OWNER))["text"]
        assert said(story) == []
        assert "周五聚餐" in [each.get("text") for each in story.world.sent(MODERATOR)]
        await story.makes_up(OWNER, Seconded(1, is_yes=True), chat=OWNER)
        await story.says(YINUO, "/start", chat=YINUO)
        await story.makes_up(YINUO, Seconded(1, is_yes=True), chat=YINUO)
        assert said(story) == [], "neither its author nor a member is another moderator"
        await story.restart()
        await story.presses(MODERATOR, "✅ 核对过，发出", chat=MODERATOR)
        assert said(story) == ["周五聚餐"]
        assert "周明远 核对过" in story.world.sent(OWNER)[-1]["text"]
        await story.makes_up(MODERATOR, Seconded(1, is_yes=True), chat=MODERATOR)
        assert said(story) == ["周五聚餐"], "once"


async def test_a_no_drops_it_and_its_author_hears_of_it(tmp_path: Path) -> None:
    async with told(tmp_path, SECOND) as story:
        await drafted(story)
        await story.makes_up(MODERATOR, Seconded(1, is_yes=True), chat=MODERATOR)
        assert said(story) == [], "its author has not let it go"
        await story.presses(OWNER, "发出", chat=OWNER)
        await story.presses(MODERATOR, "先不发", chat=MODERATOR)
        assert said(story) == []
        assert "没有发" in story.world.sent(OWNER)[-1]["text"]


async def test_whoever_seconds_reads_that_it_is_for_some_alone(tmp_path: Path) -> None:
    async with told(tmp_path, SECOND) as story:
        await drafted(story)
        assert await story.presses(OWNER, "发出", chat=OWNER)
        assert "🎯" not in story.world.sent(MODERATOR)[-1]["text"]
        await story.says(OWNER, "/announce 骨干聚餐", chat=OWNER)
        await story.presses(OWNER, "🎯 改成私信给一类人", chat=OWNER)
        await story.presses(OWNER, "骨干", chat=OWNER)
        await story.presses(OWNER, "发出", chat=OWNER)
        assert "🎯 私信给骨干" in story.world.sent(MODERATOR)[-1]["text"]
        await story.says(OWNER, "/announce", chat=OWNER)
        for words in ("骨干聚餐", "明天 20:00"):
            await story.says(OWNER, words, chat=OWNER)
        for press in ("改一改", "发给谁", "骨干", "发出"):
            await story.presses(OWNER, press, chat=OWNER)
        assert "🎯 私信给骨干" in story.world.sent(MODERATOR)[-1]["text"]
        assert said(story) == []


async def test_what_is_planned_waits_for_another_moderator_too(tmp_path: Path) -> None:
    async with told(tmp_path, SECOND) as story:
        await drafted(story)
        await story.says(OWNER, "/announce", chat=OWNER)
        for words in ("周五聚餐", "明天 20:00"):
            await story.says(OWNER, words, chat=OWNER)
        assert "点了头就发" in (await story.presses(OWNER, "发出", chat=OWNER))["text"]
        assert "没有" in (await story.says(OWNER, "/schedule", chat=OWNER))["text"]
        assert "时间：1月17日 20:00" in story.world.sent(MODERATOR)[-1]["text"]
        await story.restart()
        assert "定好了：#1" in (await story.presses(MODERATOR, "✅ 核对过，发出", chat=MODERATOR))["text"]
        assert "会按时发出去" in story.world.sent(OWNER)[-1]["text"]
        assert said(story) == []
        await story.passes(32 * 3600 + 60)
        assert said(story) == ["周五聚餐"]


async def test_what_is_confirmed_after_its_moment_is_refused(tmp_path: Path) -> None:
    async with told(tmp_path, SECOND) as story:
        await drafted(story)
        await story.says(OWNER, "/announce", chat=OWNER)
        for words in ("周五聚餐", "今天 20:00"):
            await story.says(OWNER, words, chat=OWNER)
        await story.presses(OWNER, "发出", chat=OWNER)
        await story.passes(10 * 3600)
        await story.presses(MODERATOR, "✅ 核对过，发出", chat=MODERATOR)
        assert "已经过了" in story.toasts(MODERATOR)[-1]
        await story.passes(86_400)
        assert said(story) == []


async def test_without_another_moderator_in_reach_it_is_said_so(tmp_path: Path) -> None:
    async with told(tmp_path, SECOND) as story:
        await story.says(OWNER, "/start", chat=OWNER)
        await story.says(OWNER, "早")
        await story.says(OWNER, "/announce 周五聚餐", chat=OWNER)
        await story.presses(OWNER, "发出", chat=OWNER)
        assert "联系不上" in story.toasts(OWNER)[-1]


async def test_a_source_is_named_below_the_words(story: Story) -> None:
    await story.says(OWNER, "/start", chat=OWNER)
    await story.says(OWNER, "/announce")
    await story.says(OWNER, "周五停电", chat=OWNER)
    await story.presses(OWNER, "现在就发", chat=OWNER)
    await story.presses(OWNER, "来源", chat=OWNER)
    shown = await story.says(OWNER, "供电局 <官网>", chat=OWNER)
    assert "供电局" in shown["text"]
    await story.presses(OWNER, "发出", chat=OWNER)
    assert said(story) == ["周五停电\n来源：供电局 <官网>"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("周五停电 | 来源 供电局 <官网>", "周五停电\n来源：供电局 <官网>"),
        ("周五停电\n出处：供电局", "周五停电\n来源：供电局"),
        ("周五停电｜source: grid", "周五停电\n来源：grid"),
        ("来源 供电局", "来源 供电局"),
        ("周五聚餐，菜来源不明", "周五聚餐，菜来源不明"),
    ],
)
async def test_a_source_is_read_in_one_line_too(story: Story, written: str, shown: str) -> None:
    await story.says(OWNER, f"/announce {written}")
    await story.presses(OWNER, "发出")
    assert [each["text"] for each in story.world.sent(FORUM) if each.get("text", "") == shown]
