"""Stories of updates that overtake each other: joins and talk come by different ways, in no order that is promised."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from playground.actions import do
from tests.handlers.points.test_inviting import DAY, link_of
from tests.story import FORUM, NEWCOMER, YINUO, ZIXUAN, Story, told

INVITING = "activity = false\ninvite_days = 3\ninvite_messages = 2\n"


async def comes_while_the_bot_is_away(
    story: Story, *actions: tuple[int, str, dict[str, str]], one_by_one: bool = True
) -> None:
    """Each update a batch of its own, unless all come in one."""
    with story.unheard():
        for who, action, params in actions:
            do(story.world, {"as": who, "do": action, "chat_id": FORUM, **params})
    for each in await story.fetch() if one_by_one else ():
        await story.take_in([each])
        await story.app.idle()
    await story.settle()


@pytest.mark.parametrize("seed", [None, *range(6)])
async def test_an_invited_newcomer_who_speaks_at_once_counts(tmp_path: Path, seed: int | None) -> None:
    async with told(tmp_path, INVITING) as story:
        await story.says(YINUO, "在呢")
        link = await link_of(story, YINUO)
        story.world.updates.mixes = random.Random(seed) if seed is not None else None  # None: in order
        talk = [(NEWCOMER, "say", {"text": f"大家好，第 {number} 句"}) for number in range(3)]
        comes = (NEWCOMER, "join", {"link": link})
        await comes_while_the_bot_is_away(story, comes, *talk, one_by_one=seed is not None)
        await story.passes(3 * DAY + 60)
        assert await story.points_of(YINUO) == 20


@pytest.mark.parametrize("seed", range(4))
async def test_a_member_of_old_who_comes_back_by_a_link_is_no_newcomer(tmp_path: Path, seed: int) -> None:
    async with told(tmp_path, INVITING) as story:
        await story.says(YINUO, "在呢")
        await story.says(ZIXUAN, "我在群里很久了")
        link = await link_of(story, YINUO)
        await story.passes(DAY)
        story.world.updates.mixes = random.Random(seed)
        back = [(ZIXUAN, "leave", {}), (ZIXUAN, "join", {"link": link}), (ZIXUAN, "say", {"text": "我回来了，大家好"})]
        await comes_while_the_bot_is_away(story, *back)
        assert await story.rows("SELECT 1 FROM invites") == []
        (row,) = await story.rows("SELECT state FROM members WHERE user_id = :who", who=ZIXUAN)
        assert row["state"] == "in"


@pytest.mark.parametrize("seed", range(6))
async def test_the_last_word_on_a_membership_is_the_one_of_the_latest_date(story: Story, seed: int) -> None:
    await story.says(YINUO, "在呢")
    story.world.updates.mixes = random.Random(seed)
    with story.unheard():
        for who, actions in ((ZIXUAN, ("say", "leave")), (NEWCOMER, ("join", "say", "leave"))):
            for action in actions:
                said = {"text": "说一句话"} if action == "say" else {}
                do(story.world, {"as": who, "do": action, "chat_id": FORUM, **said})
                story.world.clock.advance(10)
    for each in await story.fetch():
        if any(name in bytes(each) for name in (b'"left_chat_member"', b'"new_chat_members"')):
            continue  # large groups show no message of that
        await story.take_in([each])
        await story.app.idle()
    rows = await story.rows("SELECT user_id, state FROM members WHERE chat_id = :id ORDER BY user_id", id=FORUM)
    assert {row["user_id"]: row["state"] for row in rows} == {YINUO: "in", ZIXUAN: "left", NEWCOMER: "left"}


def news_in(told: dict[str, Any]) -> tuple[int, bool] | None:
    """When it happened, and whether they are in since; by either way in which Telegram tells it."""
    changed, message = told.get("chat_member"), told.get("message", {})
    if changed is not None:
        return changed["date"], changed["new_chat_member"]["status"] == "member"
    if "new_chat_members" in message or "left_chat_member" in message:
        return message["date"], "new_chat_members" in message
    return None


@pytest.mark.parametrize("seed", range(4))
async def test_at_every_moment_the_latest_news_so_far_decides(story: Story, seed: int) -> None:
    await story.says(YINUO, "在呢")
    story.world.updates.mixes = random.Random(seed)
    with story.unheard():
        for action in ("leave", "join", "leave", "join", "leave"):
            do(story.world, {"as": ZIXUAN, "do": action, "chat_id": FORUM})
            story.world.clock.advance(10)
    latest, is_late = (0, True), 0
    for each in await story.fetch():
        await story.take_in([each])
        await story.app.idle()
        if (news := news_in(json.loads(bytes(each)))) is None:
            continue
        is_late += news < latest
        latest = max(latest, news)
        (row,) = await story.rows("SELECT state FROM members WHERE user_id = :who", who=ZIXUAN)
        assert row["state"] == ("in" if latest[1] else "left")
    assert is_late, "nothing was overtaken"
