"""Stories of order: a chat keeps its own, holds up no other, and nothing is done twice or lost by a stop."""

from __future__ import annotations

import asyncio

import msgspec

from bot.app import assembled
from bot.engine.turn import Turn
from bot.texts.text import Raw
from playground.actions import do
from storage import key_values
from storage.queues import Waiting
from tests.engine.scene import binds, fact, inbox
from tests.story import FORUM, KITCHEN, OWNER, YINUO, Story


async def test_a_turn_that_waits_no_more_changes_nothing(story: Story) -> None:
    async def counted(turn: Turn) -> None:
        await key_values.keep(turn.unit, "counted", turn.words)
        turn.say(Raw("算了一次"))

    binds(story, "counted", counted)
    chat, sender = (
        {"id": FORUM, "type": "supergroup", "title": "围炉"},
        {"id": OWNER, "is_bot": False, "first_name": "x"},
    )
    message = {"message_id": 5, "date": 1, "chat": chat, "from": sender, "text": "/counted 7"}
    await story.app.engine._take(
        Waiting(999, FORUM, msgspec.json.encode({"update_id": 999, "message": message}).decode(), 1)
    )
    assert await fact(story, "counted") is None
    assert await story.rows("SELECT * FROM outbox WHERE body LIKE '%算了一次%'") == []


async def test_a_chat_keeps_its_order_under_load(story: Story) -> None:
    heard: dict[int, list[int]] = {FORUM: [], KITCHEN: []}

    async def counted(turn: Turn) -> None:
        number = int(turn.words)
        for _ in range(-number % 7):
            await asyncio.sleep(0)
        await key_values.keep(turn.unit, f"{turn.group.id}", str(number))
        heard[turn.group.id].append(number)

    binds(story, "counted", counted)
    for number in range(60):
        do(story.world, {"as": OWNER, "do": "say", "chat_id": FORUM, "text": f"/counted {number}"})
        do(story.world, {"as": OWNER, "do": "say", "chat_id": KITCHEN, "text": f"/counted {number}"})
    await story.settle()
    assert heard == {FORUM: [*range(60)], KITCHEN: [*range(60)]}


async def test_a_chat_that_takes_its_time_does_not_hold_up_another(story: Story) -> None:
    other_was_heard = asyncio.Event()

    async def waits(turn: Turn) -> None:
        if turn.group.id == FORUM:
            async with asyncio.timeout(10):
                await other_was_heard.wait()
        else:
            other_was_heard.set()
        turn.say(Raw(f"done {turn.words}"))

    binds(story, "waits", waits)
    do(story.world, {"as": OWNER, "do": "say", "chat_id": FORUM, "text": "/waits"})
    do(story.world, {"as": OWNER, "do": "say", "chat_id": KITCHEN, "text": "/waits"})
    await story.settle()
    assert story.world.sent(FORUM)[-1]["text"] == story.world.sent(KITCHEN)[-1]["text"] == "done"


async def test_what_telegram_sends_again_after_a_restart_is_not_done_again(story: Story) -> None:
    await story.says(YINUO, "/about")
    await story.says(YINUO, "早")
    waiting = list(story.world.updates.pending)
    said = len(story.world.sent(FORUM))
    counted = await story.rows("SELECT messages FROM members WHERE user_id = :id", id=YINUO)
    for _ in range(2):
        story.world.updates.pending.extend(waiting)
        await story.restart()
    assert len(story.world.sent(FORUM)) == said
    assert await story.rows("SELECT messages FROM members WHERE user_id = :id", id=YINUO) == counted


async def test_a_crash_after_the_confirmation_and_before_the_turn_loses_nothing(story: Story) -> None:
    """Received and confirmed, then the process is gone: the turn is taken by the next one."""
    await story.end()
    do(story.world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/about"})
    async with assembled(story.config) as app:
        await app.engine.receive([msgspec.json.encode(each) for each in story.world.updates.pending])
    story.world.updates.drop()
    said = len(story.world.sent(FORUM))
    await story.begin()
    assert len(story.world.sent(FORUM)) == said + 1


async def test_a_turn_under_way_at_the_stop_is_taken_back_and_done_by_the_next_run(story: Story) -> None:
    begun, never = asyncio.Event(), asyncio.Event()

    async def endless(turn: Turn) -> None:
        await key_values.keep(turn.unit, "half", "done")
        begun.set()
        await never.wait()

    binds(story, "endless", endless)
    do(story.world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/endless"})
    await story.app.engine.receive(await story.fetch())
    async with asyncio.timeout(10):
        await begun.wait()
        writer = story.app.database._lock
        await story.end()
        assert not writer.locked(), "a turn that was cut off still holds the store"
        await story.begin()
    assert await fact(story, "half") is None
    assert await inbox(story, "waiting") == []
