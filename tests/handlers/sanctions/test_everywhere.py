"""A table: the gate, the ladder and what moderators do by command, in every kind of group, with each right and without,
by hands that show and that hide.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from playground.world.state import standing
from tests.buttons import labels
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
@pytest.mark.parametrize("mode", ["button", "question", "request"])
async def test_in_trial_nobody_is_kept_or_shown_out_and_nothing_is_threatened(
    tmp_path: Path, mode: str, chat: int, *, may_restrict: bool
) -> None:
    """Who is to be asked in private is not asked: a request stays with Telegram, for moderators."""
    async with told(tmp_path, f"{GATE.format(mode=mode)}trial = true\n") as story:
        await met(story, chat, may_restrict=may_restrict)
        asks = story.world.new_link(OWNER, chat, asks=True) if mode == "request" else ""
        await story.does(NEWCOMER, "join", chat_id=chat, link=asks)
        joined = "left" if asks else "member"
        found = story.world.chats[chat]
        assert (standing(found, NEWCOMER).status, set(found.join_requests)) == (joined, {NEWCOMER} if asks else set())
        is_shown = mode != "request" and may_restrict and chat != HIKE
        cards = [each["text"] for each in story.world.sent(chat) if "试运行" in each.get("text", "")]
        assert len(cards) == is_shown
        assert not [each for each in cards if "请出去" in each or "说话之前" in each]
        await story.passes(3600)
        assert standing(found, NEWCOMER).status == joined
        states = [each["state"] for each in await story.rows("SELECT state FROM gate_guests WHERE is_trial = 1")]
        assert states == (["removed"] if is_shown else ["lapsed"] if mode != "request" and chat != HIKE else [])


@pytest.mark.parametrize("may_delete", [True, False], ids=["may delete", "may not"])
@pytest.mark.parametrize("chat", [FORUM, KITCHEN], ids=["forum", "supergroup"])
@pytest.mark.parametrize("mode", ["button", "question"])
async def test_who_does_not_pass_is_out_and_the_notice_goes_where_the_bot_may_delete(
    tmp_path: Path, mode: str, chat: int, *, may_delete: bool
) -> None:
    async with told(tmp_path, GATE.format(mode=mode)) as story:
        await story.says(OWNER, "/help", chat=chat)
        rights = ["can_restrict_members", *(["can_delete_messages"] if may_delete else [])]
        await story.does(OWNER, "promote", chat_id=chat, user_id=story.world.bot.id, rights=rights)
        await story.does(NEWCOMER, "join", chat_id=chat)
        await story.passes(181)
        posts = story.world.chats[chat].posts.values()
        assert standing(story.world.chats[chat], NEWCOMER).status == "kicked"
        assert any("new_chat_members" in each.body for each in posts) != may_delete
        cards = [each for each in story.world.sent(chat) if set(labels(each)) & {"lú", "我不是机器人"}]
        assert not cards, "its own card goes anyway"


HANDS: Final = [("open", FORUM), ("hidden", FORUM), ("open", KITCHEN), ("hidden", KITCHEN), ("open", HIKE)]
"""In a basic group nobody can hide."""


@pytest.mark.parametrize("may_restrict", [True, False], ids=["may restrict", "may not"])
@pytest.mark.parametrize(("hand", "chat"), HANDS)
@pytest.mark.parametrize("step", ["mute 1h", "ban"])
async def test_a_step_of_the_ladder_is_done_or_told_and_a_hidden_hand_confirms(
    tmp_path: Path, step: str, hand: str, chat: int, *, may_restrict: bool
) -> None:
    async with told(tmp_path, f'[warnings]\nladder = ["1: {step}"]\n') as story:
        await met(story, chat, may_restrict=may_restrict)
        await story.says(OWNER, f"/warn {KNOWN[chat]} 刷屏", chat=chat, anonymous=hand == "hidden")
        if hand == "hidden":
            await story.presses(OWNER, "确认", chat=chat)
        warned = next(each["text"] for each in story.world.sent(chat) if "警告你" in each.get("text", ""))
        is_done = may_restrict and (step == "ban" or chat != HIKE)
        assert ("请有权限的管理员来办" in warned) != is_done
        assert standing(story.world.chats[chat], KNOWN[chat]).status == (after(step, chat) if is_done else "member")


def after(deed: str, chat: int) -> str:
    return "restricted" if deed.startswith("mute") else "left" if chat == HIKE else "kicked"


@pytest.mark.parametrize("may_restrict", [True, False], ids=["may restrict", "may not"])
@pytest.mark.parametrize(("hand", "chat"), HANDS)
@pytest.mark.parametrize("deed", ["mute", "ban"])
async def test_a_command_is_done_and_undone_as_far_as_telegram_goes(
    tmp_path: Path, deed: str, hand: str, chat: int, *, may_restrict: bool
) -> None:
    async with told(tmp_path) as story:
        await met(story, chat, may_restrict=may_restrict)
        is_done = may_restrict and (deed == "ban" or chat != HIKE)
        answers = await gives(story, f"/{deed} {KNOWN[chat]} {'1h ' if deed == 'mute' else ''}刷屏", chat, hand)
        assert standing(story.world.chats[chat], KNOWN[chat]).status == (after(deed, chat) if is_done else "member")
        if not is_done:
            assert "权限" in answers or "普通群" in answers
        await gives(story, f"/un{deed} {KNOWN[chat]}", chat, hand)
        undone = "member" if deed == "mute" or not is_done else "left"
        assert standing(story.world.chats[chat], KNOWN[chat]).status == undone


async def gives(story: Story, line: str, chat: int, hand: str) -> str:
    """What the bot said to it; who hides confirms where they are asked to."""
    answer = await story.says(OWNER, line, chat=chat, anonymous=hand == "hidden")
    if "确认" in labels(answer):
        await story.presses(OWNER, "确认", chat=chat)
    return str(answer.get("text", ""))
