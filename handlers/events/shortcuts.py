"""Events by buttons, and what is told of them on the home and the panel."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.names import short
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Option, Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.services.events import hosting
from bot.texts.text import Link, Text, text
from handlers.command.group_commands import link_to
from handlers.events.card import name_of, when_of


async def _coming(turn: Turn, chat_id: int) -> Sequence[Option]:
    events = await hosting.coming(turn.reads, chat_id=chat_id, now=turn.now)
    return [Option(str(each.id), text("panel.an_event", id=each.id, name=short(each.title))) for each in events]


async def _joinable(turn: Turn, chat_id: int) -> list[Text]:
    lines = []
    for each in await hosting.coming(turn.reads, chat_id=chat_id, now=turn.now):
        name = Link(await link_to(turn, chat_id, name_of(each)), short(each.title))
        lines.append(text("home.an_event", name=name, when=when_of(turn, each)))
    return lines


async def _planned(turn: Turn, chat_id: int) -> list[Text]:
    events = await hosting.coming(turn.reads, chat_id=chat_id, now=turn.now)
    return [text("panel.planned_event", name=short(each.title), when=when_of(turn, each)) for each in events[:1]]


SHORTCUTS: list[Entrance] = [
    Shortcut("events", "home", "events"),
    Shortcut("event_new", "events", "event", "new", permission="event"),
    Shortcut("event_move", "events", "event", "move {thing} {said}", _coming, asks="panel.ask_event_move",
             permission="event"),
    Shortcut("event_off", "events", "event", "cancel {thing}", _coming, permission="event"),
    StatusLines("open", _joinable),
    StatusLines("planned", _planned),
]  # fmt: skip
