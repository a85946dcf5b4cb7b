"""Stories of mornings: where several things waited for quiet hours to end, one message rings and the rest does not."""

from __future__ import annotations

from pathlib import Path

from tests.handlers.schedule.entries import entry
from tests.handlers.schedule.test_quiet import event, poll
from tests.phone import SCREEN, card_lines
from tests.story import FORUM, OWNER, Story, told

HOUR, MINUTE = 3600, 60


def posts(*names: str, at: str = "30 23 * * *") -> str:
    return "".join(entry(name, f'cron = "{at}"', f'text = "{name}来了"') for name in names)


def ringing(story: Story) -> list[str]:
    """What was sent to the forum with a sound, by its first line."""
    return [
        str(told["text"]).splitlines()[0]
        for name, told in story.world.calls
        if name == "sendMessage" and told["chat_id"] == FORUM and not told.get("disable_notification")
    ]


async def test_several_things_that_waited_ring_once_and_nothing_is_lost(tmp_path: Path) -> None:
    async with told(tmp_path, posts("甲", "乙")) as story:
        await story.says(OWNER, "早")
        await poll(story)
        await event(story)
        await story.passes(11 * HOUR + 30 * MINUTE)
        await story.restart()
        before = len(ringing(story))
        await story.passes(9 * HOUR)
        for _ in range(6):
            await story.passes(MINUTE)
        (rings,) = ringing(story)[before:]
        assert rings.startswith("☀️ 早上好。夜里攒下 4 件事")
        texts = [each.get("text", "") or each.get("caption", "") for each in story.world.sent(FORUM)]
        for words in ("甲来了", "乙来了", "去哪", "守岁 结束了"):
            assert any(words in each for each in texts), words
        (greeting,) = [each for each in story.world.sent(FORUM) if "☀️" in each.get("text", "")]
        assert card_lines(greeting) <= SCREEN


async def test_one_or_two_speak_for_themselves_and_by_day_nobody_is_greeted(tmp_path: Path) -> None:
    async with told(tmp_path, posts("甲", "乙") + posts("丙", "丁", "戊", at="0 15 * * *")) as story:
        await story.says(OWNER, "早")
        await story.passes(3 * HOUR)
        await story.passes(8 * HOUR + 30 * MINUTE)
        await story.passes(9 * HOUR)
        assert not any("☀️" in each for each in ringing(story))
        assert {"甲来了", "乙来了", "丙来了"} <= set(ringing(story))
