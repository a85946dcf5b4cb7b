"""Whatever stands behind whichever command: it is answered, and it breaks nothing."""

from __future__ import annotations

import pytest

from bot.texts.commands import commands
from bot.texts.sentences import sentence
from tests.story import FORUM, OWNER, YINUO, Story

QUIET = {"announce", "start", "thanks"}
"""Commands that may answer elsewhere, or by a picture in private."""

WORDS = (
    "", "x", "\u200b\u2067", "|", "｜｜ |", "new", "new |", "new x-1", "new 茶 | 截止", "new 茶 | ends soon", "-1",
    "99999999999",
    "@", "@nobody_here 5", "1 2 3", "off", "close", "open", "\u202e反着\u202c | *", "#", "新建 ２ ｜ 截止：明天",
)  # fmt: skip


def reactions(story: Story) -> int:
    return sum(name == "setMessageReaction" for name, _ in story.world.calls)


@pytest.mark.parametrize("words", WORDS)
async def test_every_command_answers_any_words(story: Story, words: str) -> None:
    bug = sentence("general.bug", "zh-Hans")
    said = await story.does(YINUO, "say", chat_id=FORUM, text="画好了")
    silent = []
    for name in commands():
        before = reactions(story)
        answer = await story.says(OWNER, f"/{name} {words}".rstrip(), reply_to=said["message_id"])
        assert answer.get("text", "") != bug, name
        if not answer and reactions(story) == before and name not in QUIET:
            silent.append(name)
    assert silent == []
