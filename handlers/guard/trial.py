"""What a trial would have done, told at the desk after a week, and each further week in which it found something."""

from __future__ import annotations

from typing import Final

from bot.engine.entrances import Entrance, timer
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Priority
from bot.services import desk
from bot.services.guard import finds
from bot.services.guard.finds import NEWEST
from bot.texts.text import Lines, Raw, text
from handlers.feedback.telling import desk_of
from handlers.guard.command import figures

KIND: Final = "guard_trial"
_MORNING: Final = 86_400
"""Seconds that telling may wait for calm: what began the week still counts."""


async def begun(turn: TimerTurn) -> None:
    """The first find of a group's trial: a week from now it is told of."""
    if await desk.is_first(turn.unit, chat_id=turn.group.id, key=KIND, now=turn.now):
        await turn.later(KIND, str(turn.group.id), at=turn.now + NEWEST)


async def told(turn: TimerTurn) -> None:
    """In the morning, where the night is quiet."""
    chat_id = turn.group.id
    if not turn.chats.settings(chat_id).guard.trial or await turn.waits_for_calm():
        return
    await turn.permissions.own(group=turn.group)
    desks = await desk_of(turn, chat_id)
    counted = await finds.counts(turn.unit, chat_id=chat_id, since=turn.now - NEWEST - _MORNING)
    await turn.later(KIND, str(chat_id), at=turn.now + NEWEST)
    if not any(state != "passed" for _, state in counted):
        return
    lines = [text("guard.open_trial", group=Raw(turn.group.title)), *figures(counted), text("guard.how_week")]
    for each in desks:
        turn.say(Lines(lines), to=each.chat_id, topic=each.topic, reply=False, silent=True, priority=Priority.REPORT)


ENTRANCES: list[Entrance] = [timer(KIND, told)]
