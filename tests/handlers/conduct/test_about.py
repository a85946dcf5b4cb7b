"""A story of what a group says of itself: newcomers, the home, and whoever writes for the group read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.story import FORUM, NEWCOMER, OWNER, YINUO, Story, told

ABOUT = "一起爬山、拍照的人"
OWN = '[welcome]\ntext = "{name} 来啦，这里是{about}"\n'


async def joined(story: Story) -> str:
    await story.does(NEWCOMER, "join", chat_id=FORUM)
    await story.passes(31)
    return str(story.world.sent(FORUM)[-1]["text"])


@pytest.mark.parametrize("welcome", ["", OWN])
async def test_the_welcome_the_home_and_prompts_tell_it(tmp_path: Path, welcome: str) -> None:
    async with told(tmp_path, f'[community]\nabout = "{ABOUT}"\n{welcome}') as story:
        await story.says(YINUO, "早")
        assert ABOUT in await joined(story)
        assert ABOUT in (await story.says(YINUO, "/start", chat=YINUO))["text"]
        await story.says(OWNER, "/start", chat=OWNER)
        await story.says(OWNER, "/announce")
        asked = story.world.sent(OWNER)[-1]["text"]
        assert f"本群：{ABOUT}" in asked
        assert "本群：" not in (await story.says(OWNER, "周五爬山", chat=OWNER))["text"], "before the first word alone"
