"""An event comes into being: by a line, a dialogue, a poll that decides or the operators' file."""

from __future__ import annotations

from collections.abc import Mapping

import telegram

from bot.botapi.replies import answered
from bot.domain.events.event import Details, Event, event_of
from bot.engine.turn import Turn
from bot.services.events import hosting
from bot.services.schedule.saying import here
from handlers.command.group_commands import Place
from handlers.command.promises import may_promise, promised
from handlers.events.card import post_card
from handlers.events.reminding import arm


async def open_event(turn: Turn, place: Place, answers: Mapping[str, str], *, topic: int | None = None) -> None:
    """What a line or a dialogue tells of; points for it take the right to grant them."""
    details, starts = event_of(answers, here(place.group.timezone, turn.now))
    where = (turn.topic if place.is_here else 0) if topic is None else topic
    if details.reward and not await may_promise(turn, place, details.reward, command="event"):
        return
    made = await host(turn, details, chat_id=place.group.id, topic=where, starts_at=starts)
    if details.reward:
        await promised(turn, place, details.reward, command="event", number=made.id)


async def host(turn: Turn, details: Details, *, chat_id: int, topic: int, starts_at: int) -> Event:
    """Rights are the caller's to ask."""
    made = await hosting.create(
        turn.unit, details, chat_id=chat_id, topic=topic, starts_at=starts_at, by=turn.person.id, now=turn.now
    )
    post_card(turn, made, [])
    await arm(turn, made)
    return made


def picture(message: telegram.Message | None) -> str:
    """The one the command is written under, or the one it replies to."""
    for each in (message, answered(message)):
        if each is not None and each.photo:
            return each.photo[-1].file_id
    return ""
