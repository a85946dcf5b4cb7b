"""What counts say of a group, in the console: who stays and what is answered, in the words of the chat."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from bot.console.parts import Notes, Part, Sheet
from bot.engine.paged import Paged, PageTurn
from bot.texts.text import text
from handlers.command.group_commands import elsewhere
from handlers.console.pictured import part_of
from handlers.insights.measures import compare, desk, moods
from handlers.insights.named import NAMED
from handlers.insights.screens import SCREENS

_PAGES: Final[dict[str, Sequence[str]]] = {
    "retention": ("staying", "funnel", "sources", "firsts", "segments", "risk", "care"),
    "content": ("posts", "compare", "talk", "moods", "desk"),
}


_SCREENS: Final = {**SCREENS, **NAMED, "compare": compare, "moods": moods, "desk": desk}


async def _shown(name: str, turn: PageTurn) -> Sheet:
    """Each screen under its own heading: the sentence, and the picture where there is one."""
    place = elsewhere(turn, turn.about.id)
    parts: list[Part] = []
    for each in _PAGES[name]:
        screen = await _SCREENS[each](turn, place)
        parts.append(Notes(screen.words.of, text(f"insights.button_{each}")))
        drawn = part_of(screen.drawn) if screen.drawn is not None else None
        parts += [drawn] if drawn is not None else []
    return Sheet(text(f"console.page_{name}"), parts, text(f"console.{name}_lead"))


RETENTION = Paged("retention", partial(_shown, "retention"), "stats", shows="names")
CONTENT = Paged("content", partial(_shown, "content"), "stats", shows=None)
