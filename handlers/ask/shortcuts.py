"""A guest's round of questions by buttons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.names import short
from bot.domain.refusals import Refusal
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Option, Shortcut
from bot.engine.turn import Turn
from bot.services import ask
from bot.texts.text import text


async def _waiting(turn: Turn, chat_id: int) -> Sequence[Option]:
    """Questions of the round that is open; none where none is."""
    try:
        running = await ask.current(turn.reads, chat_id=chat_id)
    except Refusal:
        return []
    questions = await ask.questions(turn.reads, running.id)
    return [
        Option(str(each.id), text("panel.a_question", id=each.id, name=short(each.words)))
        for each in questions
        if each.state == "waiting"
    ]


SHORTCUTS: list[Entrance] = [
    Shortcut("ask", "more", "ask"),
    Shortcut("ask_guest", "more", "ask", "{said}", asks="panel.ask_question"),
    Shortcut("ask_open", "talk", "ask", "open {said}", asks="panel.ask_open", permission="ask"),
    Shortcut("ask_answer", "talk", "ask", "answer {thing} {said}", _waiting, asks="panel.ask_answer"),
    Shortcut("ask_drop", "talk", "ask", "drop {thing}", _waiting),
    Shortcut("ask_close", "talk", "ask", "close"),
]
