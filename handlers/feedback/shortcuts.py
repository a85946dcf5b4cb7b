"""Feedback by buttons: written and looked up by members, dealt with by moderators; the knowledge base beside it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.names import short
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Option, Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.services.feedback import tickets
from bot.texts.text import Text, text
from handlers.command.group_commands import elsewhere
from handlers.feedback import figures
from handlers.feedback.looking import show
from handlers.kb import asked


async def owed(turn: Turn, chat_id: int) -> Sequence[Option]:
    found = await tickets.owed(turn.reads, chat_id=chat_id)
    return [Option(str(each.id), text("panel.a_ticket", id=each.id, name=short(each.words))) for each in found]


async def _show(turn: Turn, _chat_id: int, number: str) -> None:
    await show(turn, int(number))


async def _figures(turn: Turn, chat_id: int, _words: str) -> None:
    await figures.show(turn, elsewhere(turn, chat_id))


async def _export(turn: Turn, chat_id: int, _words: str) -> None:
    await figures.export(turn, elsewhere(turn, chat_id))


async def _waits(turn: Turn, chat_id: int) -> list[Text]:
    owed = await tickets.owed(turn.reads, chat_id=chat_id)
    late = sum(each.due_at < turn.now for each in owed)
    if not owed:
        return []
    key = "panel.waits_feedback_late" if late else "panel.waits_feedback"
    return [text(key, n=len(owed), late=late)]


SHORTCUTS: list[Entrance] = [
    Shortcut("feedback", "home", "feedback"),
    Shortcut("say", "own", "feedback", "{said}", asks="panel.ask_feedback"),
    Shortcut("say_unnamed", "own", "feedback", "anonymous {said}", asks="panel.ask_unnamed"),
    Shortcut("kb", "own", "kb", "{said}", asks="panel.ask_kb"),
    Shortcut("tickets", "feedback", options=owed, permission="feedback", begins=_show),
    Shortcut("fb_figures", "feedback", permission="feedback", begins=_figures),
    Shortcut("fb_export", "feedback", permission="feedback", begins=_export),
    Shortcut("kb_new", "feedback", "kb", "new {said}", asks="panel.ask_kb_new", permission="feedback"),
    Shortcut("kb_asked", "feedback", permission="feedback", begins=asked.begins),
    StatusLines("waits", _waits),
]
