"""A table: the gate's modes and the ladder's steps in every kind of group, with the right to restrict and without."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from playground.world.state import standing
from tests.story import FORUM, HIKE, KITCHEN, NEWCOMER, OWNER, YINUO, ZIXUAN, Story, told

KINDS: Final = {"forum": FORUM, "supergroup": KITCHEN, "basic": HIKE}
KNOWN: Final = {FORUM: YINUO, KITCHEN: ZIXUAN, HIKE: YINUO}
GATE: Final = '[welcome]\nenabled = false\n[gate]\nmode = "{mode}"\nquestion = "炉怎么念"\nanswers = ["*lú", "hù"]\n'


async def met(story: Story, chat: int, *, may_restrict: bool) -> None:
    await story.says(OWNER, "/help", chat=chat)
    await story.says(KNOWN[chat], "早", chat=chat)
    if not may_restrict:
        rights = ["can_pin_messages", "can_delete_messages"]
        await story.does(OWNER, "promote", chat_id=chat, user_id=story.world.bot.id, rights=rights)


@pytest.mark.parametrize("may_restrict", [True, False], ids=["may restrict", "may not"])
@pytest.mark.parametrize("chat", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("mode", ["button", "question"])
async def test_the_gate_is_shut_where_telegram_mutes_and_the_bot_may(
    tmp_path: Path, mode: str, chat: int, *, may_restrict: bool
) -> None:
    async with told(tmp_path, GATE.format(mode=mode)) as story:
        await met(story, chat, may_restrict=may_restrict)
        await story.does(NEWCOMER, "join", chat_id=chat)
        is_shut = may_restrict and chat != HIKE
        assert standing(story.world.chats[chat], NEWCOMER).status == ("restricted" if is_shut else "member")
        if is_shut:
            await story.presses(NEWCOMER, "lú" if mode == "question" else "我不是机器人", chat=chat)
        await story.passes(3600)
        assert standing(story.world.chats[chat], NEWCOMER).status == "member", "nobody stays muted, or is put out"


@pytest.mark.parametrize("may_restrict", [True, False], ids=["may restrict", "may not"])
@pytest.mark.parametrize("chat", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("step", ["mute 1h", "ban"])
async def test_a_step_of_the_ladder_is_done_or_told_and_a_hidden_hand_confirms(
    tmp_path: Path, step: str, chat: int, *, may_restrict: bool
) -> None:
    async with told(tmp_path, f'[warnings]\nladder = ["1: {step}"]\n') as story:
        await met(story, chat, may_restrict=may_restrict)
        if chat == HIKE:
            warned = (await story.says(OWNER, f"/warn {KNOWN[chat]} 刷屏", chat=chat))["text"]
        else:
            await story.says(OWNER, f"/warn {KNOWN[chat]} 刷屏", chat=chat, anonymous=True)
            await story.presses(OWNER, "确认", chat=chat)
            warned = next(each["text"] for each in story.world.sent(chat) if "警告你" in each.get("text", ""))
        is_done = may_restrict and (step == "ban" or chat != HIKE)
        assert ("请有权限的管理员来办" in warned) != is_done
        found = standing(story.world.chats[chat], KNOWN[chat]).status
        done = {"mute 1h": "restricted", "ban": "left" if chat == HIKE else "kicked"}[step]
        assert found == (done if is_done else "member")
