"""Stories of a door that a moderator closes by a press, and of who may."""

from __future__ import annotations

from bot.services.gate import Doors
from handlers.command.doors import Area
from handlers.command.shortcuts import Began
from tests.story import FORUM, KITCHEN, MODERATOR, OWNER, YINUO, Story


async def test_a_door_is_closed_by_a_press_stays_so_over_a_restart_and_opens_by_itself(story: Story) -> None:
    await story.says(MODERATOR, "/help")
    await story.says(YINUO, "/start", chat=YINUO)
    await story.makes_up(YINUO, Began("door_close", FORUM, 0), chat=YINUO)
    assert "只有管理员" in story.toasts(YINUO)[-1]
    await story.says(MODERATOR, "/panel", chat=MODERATOR)
    await story.makes_up(MODERATOR, Area(FORUM, "safety"), chat=MODERATOR)
    assert "门关上了" in (await story.presses(MODERATOR, "关门", chat=MODERATOR))["text"]
    await story.restart()
    doors, now = story.chats.own(Doors), story.world.now()
    assert [doors.is_closed(each, at=now) for each in (FORUM, KITCHEN)] == [True, False]
    assert "门关着，到" in (await story.says(MODERATOR, "/panel", chat=MODERATOR))["text"]
    await story.makes_up(MODERATOR, Began("door_open", FORUM, 0), chat=MODERATOR)
    assert not doors.is_closed(FORUM, at=now)
    await story.makes_up(MODERATOR, Began("door_close", FORUM, 0), chat=MODERATOR)
    await story.passes(24 * 3600 + 1)
    assert not doors.is_closed(FORUM, at=story.world.now())
    assert "门关着" not in (await story.says(MODERATOR, "/panel", chat=MODERATOR))["text"]
    told = (await story.says(OWNER, "/audit"))["text"]
    assert [told.count(words) for words in ("：关门", "：开门")] == [2, 1]
