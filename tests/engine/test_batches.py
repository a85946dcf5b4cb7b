"""Stories of what comes in: bad updates, repeats, ids that begin anew, and a bot that goes on whatever is sent."""

from __future__ import annotations

import asyncio
import json
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.botapi import batches, fast_updates
from bot.botapi.loose import UNREADABLE
from bot.engine.hearing import Hearing
from bot.engine.polling import poll
from bot.engine.router import Router
from bot.engine.wiring import Wiring
from bot.state.triggers import Triggers
from bot.state.watched import WatchedPlaces
from playground.actions import do
from tests.playground.mutation import MONSTERS, mutated, real_updates
from tests.story import FORUM, HAORAN, KITCHEN, Story


def message(update_id: int, text: str, *, chat: int = KITCHEN, who: int = HAORAN, **more: Any) -> bytes:
    """An update as Telegram would write it, for stories that choose its id."""
    kind = "private" if chat > 0 else "supergroup"
    told = {
        "message_id": 900_000 + update_id % 1000,
        "date": 1_800_072_000,
        "chat": {"id": chat, "type": kind, "title": "厨房"} if chat < 0 else {"id": chat, "type": kind},
        "from": {"id": who, "is_bot": False, "first_name": "吴浩然"},
        "text": text,
        **({"entities": [{"type": "bot_command", "offset": 0, "length": len(text)}]} if text[0] == "/" else {}),
        **more,
    }
    return json.dumps({"update_id": update_id, "message": told}).encode()


async def receive(story: Story, *batches: bytes) -> None:
    await story.app.engine.receive(batches)
    await story.app.idle()


async def bad_ids(story: Story) -> list[int]:
    return [row["update_id"] for row in await story.rows("SELECT update_id FROM inbox WHERE state = 'bad' ORDER BY 1")]


def answers(story: Story, chat: int) -> int:
    return len([each for each in story.world.sent(chat) if "/help" in each.get("text", "")])


async def test_200_mutated_updates_are_each_recorded_once_and_block_nobody(story: Story) -> None:
    chance, real = random.Random(20261122), await real_updates(story)
    bent = [mutated(chance.choice(real), chance, update_id=6_000_000 + n) for n in range(240)]
    told = answers(story, KITCHEN)
    for n in range(0, len(bent), 24):
        await receive(story, *bent[n : n + 12], message(6_500_000 + n, "/start"), *bent[n + 12 : n + 24])
    assert answers(story, KITCHEN) == told + 10, "a good update among bad ones was lost"
    bad = await bad_ids(story)
    assert 60 < len(bad) < 240
    assert await story.rows("SELECT * FROM inbox WHERE state = 'waiting'") == []
    for n in range(0, len(bent), 40):
        await receive(story, *bent[n : n + 40])
    assert await bad_ids(story) == bad
    assert all(row["error"] for row in await story.rows("SELECT error FROM inbox"))
    assert "点一类" in (await story.says(HAORAN, "/help", chat=KITCHEN))["text"]
    story.world.complaints.clear()
    story.may_spoil = True


async def test_monsters_are_set_aside_and_the_batch_goes_on(story: Story) -> None:
    story.may_spoil = True
    told = answers(story, KITCHEN)
    await receive(story, message(1, "/start"), *MONSTERS, message(2, "/start"))
    assert answers(story, KITCHEN) == told + 2
    bad = await bad_ids(story)
    assert {7000001, 7000002, 7000003, 7000004, 7000007, 7000009, 7000010} <= set(bad)
    await receive(story, *MONSTERS, *reversed(MONSTERS))
    assert await bad_ids(story) == bad
    assert await story.rows("SELECT chat_id FROM chats WHERE chat_id = :id", id=FORUM), (
        "a forged move took a group away"
    )


@pytest.mark.parametrize("monster", MONSTERS, ids=range(len(MONSTERS)))
async def test_a_monster_alone_stops_nothing(story: Story, monster: bytes) -> None:
    story.may_spoil = True
    await receive(story, monster)
    assert (await story.says(HAORAN, "/start", chat=KITCHEN))["text"]


_json = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_ids = some.integers(-(2**65), 2**65)
_chat = some.fixed_dictionaries(
    {"id": _ids, "type": some.sampled_from(["private", "group", "supergroup", "channel", "star"])},
    optional={"title": some.text(max_size=5) | _json, "is_forum": some.booleans()},
)
_user = some.fixed_dictionaries({"id": _ids, "first_name": some.text(max_size=5)}, optional={"is_bot": some.booleans()})
_message = some.fixed_dictionaries(
    {"message_id": _ids, "date": _ids, "chat": _chat},
    optional={
        "from": _user,
        "text": some.text(max_size=12) | some.sampled_from(["/help", "签到", "/grant 5", "/", "/@", "／help"]),
        "new_chat_members": some.lists(_user, max_size=2) | _json,
        "left_chat_member": _user | _json,
        "forward_origin": _json,
        "reply_to_message": _json,
        "sender_chat": _chat,
        "migrate_to_chat_id": _ids,
    },
)
_event = some.fixed_dictionaries({"from": _user}, optional={"id": some.text(), "data": some.text(), "chat": _chat})
_update = some.fixed_dictionaries(
    {},
    optional={
        "update_id": _ids,
        "message": _message | _json,
        "edited_message": _message,
        "callback_query": _event | _json,
        "chat_member": _event | _json,
        "my_chat_member": _event,
        "poll_answer": _event | _json,
        "whatever": _json,
    },
)


@given(_update)
@settings(max_examples=300, deadline=None)
def test_whatever_the_shape_it_decodes_or_is_said_to_be_unreadable(shape: Any) -> None:
    raw = json.dumps(shape).encode()
    try:
        update = fast_updates.decode_update(raw)
    except UNREADABLE:
        assert batches.stand_in_id(raw) < 0
        return
    Router("weilu_bot", Wiring(), triggers=Triggers(), watched=WatchedPlaces()).is_wanted(update)
    assert -(2**63) <= update.lane < 2**63
    assert batches.id_of(raw) == update.update_id


async def test_whatever_the_shape_the_bot_goes_on(story: Story) -> None:
    """One store for all examples, as it would be in life."""
    shapes: list[Any] = []

    @given(some.lists(_update, min_size=1, max_size=4))
    @settings(max_examples=80, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def gather(batch: list[Any]) -> None:
        shapes.append(batch)

    gather()
    for batch in shapes:
        await receive(story, *(json.dumps(each).encode() for each in batch))
    assert await story.rows("SELECT * FROM inbox WHERE state = 'waiting'") == []
    assert (await story.says(HAORAN, "/start", chat=KITCHEN))["text"]
    story.world.complaints.clear()
    story.may_spoil = True


# --- long polling ---


async def test_ids_that_begin_anew_below_the_old_offset_are_not_lost(story: Story) -> None:
    """After a week without updates Telegram numbers anew at random; an old offset would confirm the new ones unread."""
    story.world.updates._next_id = 900_000_000
    polling = asyncio.get_running_loop().create_task(poll(story.app.bot, story.app.engine, Hearing()))
    try:
        do(story.world, {"as": HAORAN, "do": "say", "chat_id": KITCHEN, "text": "/start"})
        await said(story, answers(story, KITCHEN) + 1)
        story.world.clock.advance(8 * 24 * 3600)  # which answers the waiting poll with nothing
        await waits_again(story)
        story.world.updates._next_id = 5
        story.world.faults.next("getUpdates", "error", code=502, description="Bad Gateway")
        story.world.updates.wake()
        do(story.world, {"as": HAORAN, "do": "say", "chat_id": KITCHEN, "text": "/start"})
        await said(story, answers(story, KITCHEN) + 1)
    finally:
        polling.cancel()
        await asyncio.wait([polling])


async def said(story: Story, count: int) -> None:
    async with asyncio.timeout(20):
        while answers(story, KITCHEN) < count:
            await asyncio.sleep(0.01)


async def waits_again(story: Story) -> None:
    """Until a poll that asks from the beginning waits at Telegram's end."""
    async with asyncio.timeout(20):
        while [params.get("offset") for name, params in story.world.calls if name == "getUpdates"][-1] != 0:
            await asyncio.sleep(0.01)
