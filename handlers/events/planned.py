"""What the operators' file plans becomes events: begun, moved, changed and called off in one turn, all or nothing."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.events.event import Event
from bot.domain.events.planned import Planned, is_forgotten, step_for
from bot.domain.schedule.policy import instant
from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.services.events import attending, hosting, planned
from bot.services.events.planned import KIND
from handlers.events.card import post_card, refresh
from handlers.events.reminding import arm
from handlers.events.telling import changed, spread, tell_moved_up
from handlers.topics.bound import thread_for


async def take_over(turn: TimerTurn) -> None:
    known = {(each.chat_id, each.name): each for each in await planned.known(turn.unit)}
    wanted: set[tuple[int, str]] = set()
    for each in turn.chats.plan.events:
        for chat_id in _chats(turn, each):
            wanted.add((chat_id, each.name))
            await _settle(turn, each, known.get((chat_id, each.name)), chat_id=chat_id)
    for key, event in known.items():
        if key not in wanted and is_forgotten(event, now=turn.now):
            await _call_off(turn, event)


def _chats(turn: Turn, each: Planned) -> list[int]:
    """Groups by their present ids."""
    named = turn.chats.groups() if each.chats is None else each.chats
    return list(dict.fromkeys(turn.chats.group(chat).id for chat in named))


async def _settle(turn: Turn, each: Planned, known: Event | None, *, chat_id: int) -> None:
    zone = each.zone or turn.chats.group(chat_id).timezone
    starts_at = instant(each.at, zone)
    topic = await thread_for(turn, each.name, each.topic, chat_id=chat_id)
    step = step_for(each, known, starts_at=starts_at, topic=topic, now=turn.now)
    if step == "begin":
        begun = await planned.begin(turn.unit, each, chat_id=chat_id, topic=topic, starts_at=starts_at, now=turn.now)
        post_card(turn, begun, [])
        await arm(turn, begun)
    elif known is not None and step is not None:
        # A picture that was posted cannot give way to words, nor words to a picture.
        details = replace(each.details, photo=known.details.photo, file_id=known.details.file_id)
        at = starts_at if step == "move" else known.starts_at
        event = await planned.change(turn.unit, known, replace(each, details=details), topic=topic, starts_at=at)
        await _changed(turn, event, is_moved=at != known.starts_at)


async def _changed(turn: Turn, event: Event, *, is_moved: bool) -> None:
    moved_up = await attending.fill(turn.unit, event)
    await arm(turn, event)
    if is_moved:
        turn.say(changed(turn, event), to=event.chat_id, topic=event.topic, reply=False, on_crash="resend")
        await spread(turn, event)
    else:
        refresh(turn, event, await attending.guests(turn.unit, event.id))
    await tell_moved_up(turn, event, moved_up)


async def _call_off(turn: Turn, event: Event) -> None:
    cancelled = await hosting.cancel(turn.unit, event)
    await arm(turn, cancelled)
    turn.say(changed(turn, cancelled), to=event.chat_id, topic=event.topic, reply=False, on_crash="resend")
    await spread(turn, cancelled)


ENTRANCES: list[Entrance] = [timer(KIND, take_over)]
