"""Stories of a frozen bot: it reads and keeps, says and does nothing, and goes on where it stood."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.engine import freezing
from storage import frozen
from tests.console.visiting import console_of
from tests.story import FORUM, MODERATOR, YINUO, ZIXUAN, Story, told

SCHEDULE = f"""
[[schedule]]
name = "早安"
cron = "0 13 * * *"
text = "下午好"
missed = "send"
within = "6h"
chats = [{FORUM}]
"""


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    async with told(tmp_path, SCHEDULE) as each:
        await each.says(ZIXUAN, "大家好")
        yield each


async def look(story: Story) -> None:
    """What the running bot does once a second."""
    await freezing.look(story.app.database, story.app.engine._wakeups)


async def test_a_frozen_bot_keeps_what_it_hears_and_does_it_once_thawed(story: Story) -> None:
    before = len(story.world.sent(FORUM))
    await frozen.freeze(story.config.store)
    await look(story)
    with story.unheard():
        await story.does(YINUO, "say", chat_id=FORUM, text="签到")
        story.world.clock.advance(2 * 3600)
    while await story.take_in():
        pass
    assert await story.app.timers.tick() == 0
    kept = await story.rows("SELECT state FROM inbox WHERE body LIKE '%签到%'")
    assert [each["state"] for each in kept] == ["waiting"]
    assert len(story.world.sent(FORUM)) == before
    assert await story.rows("SELECT * FROM checkins") == []
    await frozen.thaw(story.config.store)
    await look(story)
    await story.settle()
    said = [each.get("text", "") for each in story.world.sent(FORUM)[before:]]
    assert any("签到" in each for each in said)
    assert sum("下午好" in each for each in said) == 1
    assert len(await story.rows("SELECT * FROM checkins")) == 1


async def test_it_is_still_frozen_after_a_restart_and_sends_nothing_that_waits(story: Story) -> None:
    await story.end()
    await frozen.freeze(story.config.store)
    await story.begin(hears=False)
    assert story.app.engine._wakeups.stillness.is_frozen
    await frozen.thaw(story.config.store)
    await look(story)
    await story.settle()
    assert not story.app.engine._wakeups.stillness.is_frozen


async def test_the_console_says_so_and_does_nothing_either(story: Story) -> None:
    await story.says(MODERATOR, "大家好")
    async with console_of(story) as console:
        visitor = await console.enters(MODERATOR)
        await frozen.freeze(story.config.store)
        await look(story)
        path = f"/group/{FORUM}/schedule"
        assert "冻结" in await visitor.reads(path)
        assert "冻结" in await visitor.does(path, "pause", entry="早安")
        assert await story.rows("SELECT * FROM schedule_marks") == []
        await frozen.thaw(story.config.store)
        await look(story)
        await visitor.does(path, "pause", entry="早安")
        assert len(await story.rows("SELECT * FROM schedule_marks")) == 1


def test_the_terminal_freezes_and_thaws_and_says_what_was_so_before(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[telegram]\ntoken = "12345678:playground-token-for-weilu-only"\n[community]\nlocale = "zh-Hans"\n')

    def said(command: str) -> str:
        return CliRunner().invoke(main, [command, "--config", str(path)]).output

    answers = [said(each) for each in ("freeze", "freeze", "thaw", "thaw")]
    assert [each.partition("：")[0].partition("；")[0].strip() for each in answers] == [
        "冻结了", "已经是冻结的", "解冻了", "没有冻结",
    ]  # fmt: skip
