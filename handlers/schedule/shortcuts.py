"""The schedule and announcements by buttons, and what is planned next for the panel."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from bot.domain.names import short
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Option, Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.services.schedule import reading
from bot.texts.text import Raw, Text, When, text
from handlers import dialogue
from handlers.command.group_commands import elsewhere
from handlers.schedule.dialogue import DIALOGUE
from handlers.schedule.listing import lines_in


async def _entries(turn: Turn, chat_id: int) -> Sequence[Option]:
    """A name may be longer than a button's data."""
    names = dict.fromkeys(line.entry.name for line in lines_in(turn, chat_id))
    return [Option(str(zlib.crc32(name.encode())), Raw(short(name)), name) for name in names]


async def _planned(turn: Turn, chat_id: int) -> list[Text]:
    next_at = await reading.next_runs(turn.reads)
    lines = [(at, line) for line in lines_in(turn, chat_id) if (at := next_at.get(line.key)) is not None]
    lines.sort(key=lambda each: each[0])
    return [
        text("panel.planned_entry", name=short(line.entry.name), when=When(at, line.zone)) for at, line in lines[:1]
    ]


async def _announce(turn: Turn, chat_id: int, _words: str) -> None:
    await dialogue.begin(turn, DIALOGUE, elsewhere(turn, chat_id))


SHORTCUTS: list[Entrance] = [
    Shortcut("schedule", "schedule", "schedule", permission="schedule"),
    Shortcut("sched_run", "schedule", "schedule", "run {thing}", _entries, permission="schedule"),
    Shortcut("sched_pause", "schedule", "schedule", "pause {thing}", _entries, permission="schedule"),
    Shortcut("sched_on", "schedule", "schedule", "resume {thing}", _entries, permission="schedule"),
    Shortcut("sched_skip", "schedule", "schedule", "skip {thing}", _entries, permission="schedule"),
    Shortcut("announce", "schedule", permission="announce", begins=_announce),
    StatusLines("planned", _planned),
]
