"""/promises: what the group was promised, and what became of it, for everybody to read."""

from __future__ import annotations

from bot.domain.promises import rate_of
from bot.engine.entrances import Entrance, Shown
from bot.engine.shortcuts import Listing, Shortcut
from bot.engine.turn import Turn
from bot.services import promises
from bot.texts.text import Lines, text
from handlers.command.group_commands import Place, answer, wordless_group_command
from handlers.command.listing import MOST, foot, page_of, pages_of
from handlers.promises.words import line

_SIZE = 4
"""Rows of a page: each may take four lines of a phone."""


async def show(turn: Turn, place: Place) -> None:
    await show_page(turn, place.group.id, 0)


async def show_page(turn: Turn, chat_id: int, number: int) -> None:
    found = await promises.all_of(turn.reads, chat_id=chat_id, limit=MOST)
    if not found:
        answer(turn, text("promises.empty"))
        return
    page, zone = page_of(found, number, size=_SIZE), turn.chats.group(chat_id).timezone
    rate = rate_of(found, now=turn.now)
    head = text("promises.title_rate", due=rate.due, kept=rate.kept, late=rate.late) if rate.due else None
    lines = [head or text("promises.title")]
    for each in page.rows:
        lines += line(each, now=turn.now, zone=zone)
    answer(turn, Lines([*lines, *foot(page)]), keys=pages_of(page, "promises", chat_id))


ENTRANCES: list[Entrance] = [
    wordless_group_command("promises", show, shown=Shown("play")),
    Listing("promises", show_page),
    Shortcut("promises", "house", "promises"),
]
