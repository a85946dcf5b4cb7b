"""Stories of messages that Telegram does not let a bot delete any more: those older than two days."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import upcoming
from bot.config import load
from bot.config.findings import format_finding
from tests.handlers.schedule.entries import DAY, entry
from tests.handlers.schedule.test_file import TOKEN
from tests.handlers.test_ask import opens
from tests.story import FORUM, NOON, OWNER, PICTURE, YINUO, Message, Story, told

WEEKLY = 'cron = "0 13 * * 6"'
OVER = "这一期过了"


def said(story: Story, words: str) -> list[Message]:
    return [each for each in story.world.sent(FORUM) if words in (each.get("text") or each.get("caption") or "")]


async def runs(story: Story, *, every: int, times: int) -> None:
    """At one o'clock, the first time today."""
    await story.passes(3605)
    for _ in range(times - 1):
        await story.passes(every * DAY)


@pytest.mark.parametrize(("when", "every"), [(WEEKLY, 7), ('cron = "0 13 16,19,22 * *"', 3)])
async def test_too_old_to_delete_they_are_unpinned_and_point_to_the_new(tmp_path: Path, when: str, every: int) -> None:
    async with told(
        tmp_path, entry("周报", when, 'text = "周报第{number}期"', "replace = true", "pin = true")
    ) as story:
        await runs(story, every=every, times=3)
        (standing,) = said(story, "周报第")
        old = said(story, OVER)
        assert len(old) == 2
        assert story.world.chats[FORUM].pinned == [standing["message_id"]]
        (button,) = old[-1]["reply_markup"]["inline_keyboard"][0]
        assert button["url"] == f"https://t.me/c/1000000001/{standing['message_id']}"
        assert "超过 48 小时，Telegram 不让删" in (await story.says(OWNER, "/schedule"))["text"]


async def test_posts_that_are_young_enough_are_deleted(tmp_path: Path) -> None:
    async with told(tmp_path, entry("日报", 'cron = "0 13 * * *"', 'text = "第{number}期"', "replace = true")) as story:
        await runs(story, every=1, times=3)
        assert len(said(story, "第")) == 1
        assert said(story, OVER) == []
        assert "48 小时" not in (await story.says(OWNER, "/schedule"))["text"]


async def test_under_a_picture_the_words_change_and_a_poll_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PICTURE)
    entries = entry("图", WEEKLY, 'photo = "a.png"', 'text = "<i>图</i>"', "replace = true")
    entries += entry("问", WEEKLY, 'poll = "看什么？ | 电影 | 球赛"', "replace = true", "pin = true")
    async with told(tmp_path, entries) as story:
        await runs(story, every=7, times=2)
        assert ["photo" in each for each in said(story, OVER)] == [True]
        first, second = [each["message_id"] for each in story.world.sent(FORUM) if "poll" in each]
        assert story.world.chats[FORUM].pinned == [second] != [first]
        assert await story.rows("SELECT error FROM outbox WHERE state = 'dropped' AND error NOT LIKE '%deleted%'") == []


async def test_an_old_question_to_a_guest_is_taken_down_by_its_words(story: Story) -> None:
    await opens(story)
    await story.says(YINUO, "/ask 广告")
    await story.passes(3 * DAY)
    await story.says(OWNER, "/ask drop 1")
    assert said(story, "广告") == []
    (card,) = said(story, "这个问题已撤下")
    assert "reply_markup" not in card


def test_check_warns_where_runs_are_too_far_apart_for_it(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"

    def warned(when: str) -> list[str]:
        path.write_text(entry("周报", when, 'text = "一"', "replace = true"), encoding="utf-8")
        found = [format_finding(each) for each in upcoming.warnings(load(path, TOKEN), now=NOON)]
        return [each for each in found if ".replace" in each]

    (warning,) = warned(WEEKLY)
    assert "within 48 hours, and runs 7 days apart" in warning
    assert warned('cron = "0 13 * * *"') == []
