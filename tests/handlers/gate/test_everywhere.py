"""A table: requests to join every kind of group, however they end, with the right to decide and where it was lost."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from playground.world.state import standing
from tests.story import FORUM, HIKE, KITCHEN, NEWCOMER, OWNER, Story, told

KINDS: Final = {"forum": FORUM, "supergroup": KITCHEN, "basic": HIKE}
CONFIG: Final = '[welcome]\nenabled = false\n[gate]\nmode = "request"\nquestion = "炉怎么念"\nanswers = ["*lú", "hù"]\n'
ALL: Final = ["can_invite_users", "can_restrict_members", "can_pin_messages", "can_delete_messages"]


async def asks(story: Story, chat: int) -> None:
    """The bot is an administrator with the right, as it has to be to hear of requests."""
    await story.says(OWNER, "/start", chat=OWNER)
    await story.does(OWNER, "promote", chat_id=chat, user_id=story.world.bot.id, rights=ALL)
    await story.says(OWNER, "/help", chat=chat)
    await story.does(NEWCOMER, "join", chat_id=chat, link=story.world.new_link(OWNER, chat, asks=True))


async def ends(story: Story, how: str) -> None:
    if how == "late":
        await story.passes(200)
    for _ in range({"right": 1, "wrong": 3, "late": 0}[how]):
        await story.presses(NEWCOMER, "lú" if how == "right" else "hù", chat=NEWCOMER)


@pytest.mark.parametrize("chat", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("how", ["right", "wrong", "late"])
async def test_a_request_is_granted_or_declined_in_every_kind_of_group(tmp_path: Path, how: str, chat: int) -> None:
    async with told(tmp_path, CONFIG) as story:
        await asks(story, chat)
        await ends(story, how)
        await story.passes(3600)
        found = story.world.chats[chat]
        assert (found.join_requests, standing(found, NEWCOMER).status) == (
            {},
            "member" if how == "right" else "left",
        ), "let in once, and asked nothing more; or told no"


@pytest.mark.parametrize("chat", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("how", ["right", "wrong", "late"])
async def test_a_request_that_telegram_would_not_let_the_bot_decide_is_for_moderators(
    tmp_path: Path, how: str, chat: int
) -> None:
    async with told(tmp_path, CONFIG) as story:
        await asks(story, chat)
        await story.does(OWNER, "promote", chat_id=chat, user_id=story.world.bot.id, rights=ALL[1:])
        await ends(story, how)
        found = story.world.chats[chat]
        assert NEWCOMER in found.join_requests
        card = story.world.sent(OWNER)[-1]["text"]
        assert "「邀请用户」" in card
        assert ("没有通过验证" in card) == (how != "right")
        assert "交给管理员来处理了" in story.world.sent(NEWCOMER)[-1]["text"]
        await story.presses(OWNER, "放进来", chat=OWNER)
        assert "邀请用户" in story.toasts(OWNER)[-1]
        assert NEWCOMER in found.join_requests
        await story.does(OWNER, "promote", chat_id=chat, user_id=story.world.bot.id, rights=ALL)
        assert "放进来了" in (await story.presses(OWNER, "放进来", chat=OWNER))["text"]
        assert standing(found, NEWCOMER).status == "member"


@pytest.mark.parametrize("chat", KINDS.values(), ids=KINDS)
async def test_what_a_moderator_decided_by_hand_meanwhile_is_nobodys_question(tmp_path: Path, chat: int) -> None:
    async with told(tmp_path, CONFIG) as story:
        await asks(story, chat)
        story.world.decline(OWNER, chat, NEWCOMER)
        before = len(story.world.sent(OWNER))
        await ends(story, "right")
        await story.passes(3600)
        assert len(story.world.sent(OWNER)) == before
        assert standing(story.world.chats[chat], NEWCOMER).status == "left"
