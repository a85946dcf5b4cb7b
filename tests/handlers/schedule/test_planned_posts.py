"""Stories of announcements planned in chat: later and every week, listed, moved and dropped beside the file's."""

from __future__ import annotations

import base64

import pytest

from handlers.schedule.planned import Post
from tests.story import FORUM, KITCHEN, MODERATOR, OWNER, PICTURE, YINUO, Message, Story

HOUR, DAY = 3600, 86_400


async def planned(story: Story, when: str, words: str = "周五包饺子", *, who: int = OWNER) -> Message:
    """Put together in private, up to the press that plans it; returns what is told then."""
    await story.says(who, "/start", chat=who)
    await story.says(who, "/announce")
    await story.says(who, words, chat=who)
    if when.startswith("["):
        await story.presses(who, when[1:-1], chat=who)
    else:
        await story.says(who, when, chat=who)
    return await story.presses(who, "发出", chat=who)


def posted(story: Story, words: str = "周五包饺子", chat: int = FORUM) -> list[Message]:
    return [each for each in story.world.sent(chat) if words == each.get("text", "") + each.get("caption", "")]


async def test_later_it_goes_out_at_its_time_and_once(story: Story) -> None:
    told = await planned(story, "明天 9:00")
    assert "定好了：#1" in told["text"]
    assert "1月17日 09:00" in told["text"]
    await story.passes(20 * HOUR)
    assert posted(story) == []
    await story.restart()
    await story.passes(2 * HOUR)
    assert len(posted(story)) == 1
    await story.restart()
    await story.passes(2 * DAY)
    assert len(posted(story)) == 1
    assert "#1" not in (await story.says(OWNER, "/schedule"))["text"]


async def test_every_week_it_comes_again(story: Story) -> None:
    assert "1月18日 20:00" in (await planned(story, "[每周一 20:00]"))["text"]
    await story.passes(2 * DAY + 8 * HOUR)
    assert len(posted(story)) == 1
    await story.passes(7 * DAY)
    assert len(posted(story)) == 2


async def test_it_is_listed_moved_and_dropped_beside_the_files(story: Story) -> None:
    await planned(story, "明天 9:00")
    await story.says(OWNER, "我在")
    listed = await story.says(OWNER, "/schedule", chat=OWNER)
    assert "#1" in listed["text"]
    shown = await story.presses(OWNER, "改 #1 周五包饺子", chat=OWNER)
    assert "周五包饺子" in shown["text"]
    await story.presses(OWNER, "改一改", chat=OWNER)
    await story.presses(OWNER, "什么时候", chat=OWNER)
    await story.says(OWNER, "后天 9:00", chat=OWNER)
    assert "1月18日 09:00" in (await story.presses(OWNER, "发出", chat=OWNER))["text"]
    await story.passes(DAY)
    assert posted(story) == []
    await story.says(OWNER, "/schedule")
    asked = await story.presses(OWNER, "取消它")
    assert "周五包饺子" in asked["text"]
    assert "照旧发" in (await story.presses(OWNER, "留着"))["text"]
    await story.says(OWNER, "/schedule")
    await story.presses(OWNER, "取消它")
    await story.presses(OWNER, "真的取消")
    await story.passes(2 * DAY)
    assert posted(story) == []
    await story.makes_up(OWNER, Post(FORUM, 1, "sure"))
    assert "取消了" in story.toasts(OWNER)[-1]


async def test_it_can_be_paused_and_run_by_its_number(story: Story) -> None:
    await planned(story, "明天 9:00")
    await story.says(OWNER, "/schedule pause #1")
    await story.passes(DAY)
    assert posted(story) == []
    assert "1" in (await story.says(OWNER, "/schedule run #1"))["text"]
    assert len(posted(story)) == 1


async def test_with_a_picture_and_pinned(story: Story) -> None:
    await story.says(OWNER, "/start", chat=OWNER)
    await story.says(OWNER, "/announce")
    file = base64.b64encode(PICTURE).decode()
    await story.does(OWNER, "photo", chat_id=OWNER, file=file, caption="周五包饺子")
    await story.says(OWNER, "明天 9:00", chat=OWNER)
    await story.presses(OWNER, "置顶", chat=OWNER)
    await story.presses(OWNER, "发出", chat=OWNER)
    await story.passes(22 * HOUR)
    (shown,) = posted(story)
    assert shown["photo"]


@pytest.mark.parametrize("words", ["现在", "马上", "now"])
async def test_now_it_goes_out_at_once(story: Story, words: str) -> None:
    await planned(story, words)
    assert len(posted(story)) == 1


async def test_quiet_hours_hold_it_and_no_cap_drops_it(story: Story) -> None:
    await planned(story, "明天 2:00")
    await story.passes(15 * HOUR)
    assert posted(story) == []
    await story.passes(6 * HOUR)
    assert len(posted(story)) == 1


async def test_another_group_neither_sees_nor_touches_it(story: Story) -> None:
    await planned(story, "明天 9:00")
    assert "#1" not in (await story.says(OWNER, "/schedule", chat=KITCHEN))["text"]
    await story.makes_up(OWNER, Post(FORUM, 1, "sure"), chat=KITCHEN)
    await story.makes_up(YINUO, Post(FORUM, 1, "sure"))
    await story.passes(22 * HOUR)
    assert len(posted(story)) == 1


async def test_in_traditional_script_and_in_english(story: Story) -> None:
    for who, tongue, words, when in (
        (MODERATOR, "繁體中文", "週五包餃子", "每週五 20:00"),
        (OWNER, "English", "Dumplings", "every friday 20:00"),
    ):
        await story.says(who, "/start", chat=who)
        await story.says(who, "/language", chat=who)
        await story.presses(who, tongue, chat=who)
        await story.says(who, "/announce")
        await story.says(who, words, chat=who)
        await story.says(who, when, chat=who)
        await story.presses(who, "發出" if who == MODERATOR else "Post it", chat=who)
    await story.passes(6 * DAY + 8 * HOUR)
    assert posted(story, "週五包餃子")
    assert posted(story, "Dumplings")
