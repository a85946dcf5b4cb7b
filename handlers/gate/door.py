"""Closing a group's door for a day, and opening it again: by buttons on the panel, each in the audit log."""

from __future__ import annotations

from bot.engine.entrances import Entrance, beginning
from bot.engine.fast_path import Begun
from bot.engine.shortcuts import Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.services import gate
from bot.texts.text import Text, When, text
from handlers.command.group_commands import answer
from handlers.moderation.log import note


async def _close(turn: Turn, chat_id: int, _: str) -> None:
    answer(turn, await closed(turn, chat_id))


async def closed(turn: Turn, chat_id: int) -> Text:
    """Closes it and says until when. The right is the caller's to ask for."""
    doors = turn.chats.own(gate.Doors)
    if await gate.close_door(turn.unit, doors, chat_id=chat_id, by=turn.person, at=turn.now):
        await note(turn, chat_id, "door_closed")
    found = await gate.closed(turn.unit, chat_id=chat_id, now=turn.now)
    zone = turn.chats.group(chat_id).timezone
    return text("gate.closed", until=When(found.until if found is not None else turn.now, zone))


async def _open(turn: Turn, chat_id: int, _: str) -> None:
    doors = turn.chats.own(gate.Doors)
    if await gate.open_door(turn.unit, doors, chat_id=chat_id, at=turn.now):
        await note(turn, chat_id, "door_opened")
        answer(turn, text("gate.opened"))
    else:
        answer(turn, text("gate.is_open"))


async def _runs(turn: Turn, chat_id: int) -> list[Text]:
    found = await gate.closed(turn.reads, chat_id=chat_id, now=turn.now)
    zone = turn.chats.group(chat_id).timezone
    return [text("gate.runs", until=When(found.until, zone))] if found is not None else []


async def _begun(begun: Begun) -> None:
    await gate.load(begun.reads, begun.chats.own(gate.Doors))


ENTRANCES: list[Entrance] = [
    beginning(_begun),
    Shortcut("door_close", "order", permission="gate", begins=_close),
    Shortcut("door_open", "order", permission="gate", begins=_open),
    StatusLines("runs", _runs),
]
