"""Closing a group's door for a day, and opening it again: by buttons on the panel, each in the audit log."""

from __future__ import annotations

from bot.engine.entrances import Entrance, beginning
from bot.engine.fast_path import Begun
from bot.engine.shortcuts import Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.services import gate
from bot.texts.text import Lines, Text, When, text
from handlers.command.group_commands import answer
from handlers.gate.card import has_question, in_force
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


async def _figures(turn: Turn, chat_id: int, _: str) -> None:
    """How whoever comes in has to pass, and how many did in a week."""
    settings, now = turn.chats.settings(chat_id), turn.now
    found = in_force(settings, turn.chats.own(gate.Doors), chat_id, now=now)
    mode = found.mode if found.mode != "question" or has_question(settings) else "button"
    counted = await gate.counts(turn.reads, chat_id=chat_id, since=now - 7 * 86400)
    lines = [text("gate.figures", mode=text(f"gate.mode_{mode}"))]
    if found.is_trial:
        lines.append(text("gate.trial"))
    waits = sum(counted.get(state, 0) for state in ("new", "waits", "asked"))
    passed = counted.get("passed", 0) + counted.get("lapsed", 0)
    removed, left = counted.get("removed", 0), counted.get("left", 0)
    lines.append(text("gate.week", passed=passed, removed=removed, waits=waits, left=left))
    answer(turn, Lines([*lines, *await _runs(turn, chat_id), text("gate.how")]))


async def _runs(turn: Turn, chat_id: int) -> list[Text]:
    found = await gate.closed(turn.reads, chat_id=chat_id, now=turn.now)
    zone = turn.chats.group(chat_id).timezone
    return [text("gate.runs", until=When(found.until, zone))] if found is not None else []


async def _begun(begun: Begun) -> None:
    doors = begun.chats.own(gate.Doors)
    doors.is_loaded = False
    await gate.load(begun.reads, doors)


ENTRANCES: list[Entrance] = [
    beginning(_begun, mirrors=("doors",)),
    Shortcut("gate", "safety", permission="gate", begins=_figures),
    Shortcut("door_close", "safety", permission="gate", begins=_close),
    Shortcut("door_open", "safety", permission="gate", begins=_open),
    StatusLines("runs", _runs),
]
