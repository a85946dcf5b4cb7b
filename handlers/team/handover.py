"""Handing over: what the next one has to know, with what waits, to whoever is on duty, else to all other moderators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Shortcut
from bot.engine.turn import Turn
from bot.outbox.actions import Priority
from bot.services import desk, team
from bot.services.desk import Destination
from bot.texts.text import Lines, Raw, text
from handlers.command.doors import gathered
from handlers.command.group_commands import answer, called
from handlers.feedback.telling import desk_of

_LONGEST: Final = 1000
_WAITING: Final = 6


async def _hand_over(turn: Turn, chat_id: int, words: str) -> None:
    group = turn.chats.group(chat_id)
    to = await _next(turn, chat_id)
    if not to:
        answer(turn, text("team.handed_to_nobody"))
        return
    waits = await gathered(turn, chat_id, "waits", most=_WAITING)
    await team.leave(turn.unit, chat_id=chat_id, user_id=turn.person.id, zone=group.timezone, now=turn.now)
    lines = [
        text("team.handed", name=called(turn.person.name), group=Raw(group.title)),
        text("team.handed_words", words=Raw(words[:_LONGEST])),
        *(waits or [text("team.calm")]),
    ]
    for each in to:
        turn.say(Lines(lines), to=each.chat_id, topic=each.topic, reply=False, priority=Priority.ALERT)
    answer(turn, text("team.handed_over", n=len(to)))


async def _next(turn: Turn, chat_id: int) -> Sequence[Destination]:
    on = await team.on_duty(turn.reads, chat_id=chat_id, now=turn.now)
    others = [each.user_id for each in on if each.user_id != turn.person.id]
    if found := await desk.reachable(turn.reads, others):
        return [Destination(each) for each in found]
    return [each for each in await desk_of(turn, chat_id) if each.chat_id != turn.person.id]


ENTRANCES: list[Entrance] = [
    Shortcut("handover", "team", words="{said}", asks="panel.ask_handover", begins=_hand_over),
]
