"""A refusal says what was seen, and how it is meant to be written."""

from __future__ import annotations

from tests.story import OWNER, YINUO, Story


async def test_what_was_seen_is_said(story: Story) -> None:
    assert "没看懂「foo bar」。用法：/top" in (await story.says(YINUO, "/top foo bar"))["text"]
    assert "「abc」不是编号" in (await story.says(OWNER, "/undo abc"))["text"]
    assert "还没写完。用法：/undo" in (await story.says(OWNER, "/undo"))["text"]
