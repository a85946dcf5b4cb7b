"""The bench of a busy evening, short and small: the bot says little, and nobody is left without an answer."""

from __future__ import annotations

from pathlib import Path

from bench.evening import AFTER, lived


async def test_everybody_is_answered_and_counted_while_the_bot_says_little(tmp_path: Path) -> None:
    found = await lived(tmp_path, AFTER, members=30, seconds=6, talk=1)
    assert found.commands == 30
    assert found.unanswered == []
    assert found.uncounted == 0
    assert found.sent < found.commands / 2
