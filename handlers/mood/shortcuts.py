"""The mood check and what it was taught, by buttons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Option, Shortcut
from bot.engine.turn import Turn
from bot.services.mood import answers
from bot.texts.text import Raw, text
from handlers.mood.taught import written


async def _taught(turn: Turn, chat_id: int) -> Sequence[Option]:
    found = await answers.corrections(turn.reads, chat_id=chat_id)
    return [
        Option(
            str(each.number),
            text("panel.a_correction", id=each.number, words=Raw(" ".join(written(each.words, locale=turn.locale)))),
        )
        for each in found
    ]


SHORTCUTS: list[Entrance] = [
    Shortcut("mood", "mood", "mood", permission="mood"),
    Shortcut("stats", "mood", "stats", permission="stats"),
    Shortcut("mood_taught", "mood", "mood", "corrections", permission="mood"),
    Shortcut("mood_undo", "mood", "mood", "undo {thing}", _taught, permission="mood"),
    Shortcut("mood_export", "mood", "mood", "export", permission="mood"),
]
