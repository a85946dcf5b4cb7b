"""The log of what moderators did, in the console, page by page."""

from __future__ import annotations

from typing import Final

from bot.console.parts import Cell, Pages, Row, Sheet, Table
from bot.engine.paged import Paged, PageTurn
from bot.services import moderation_log
from bot.services.moderation_log import Noted
from bot.texts.text import When, text
from handlers.moderation.log import told

_SHOWN: Final = 50


async def audit(turn: PageTurn) -> Sheet:
    chat_id, before = turn.about.id, turn.number("before")
    notes = await moderation_log.latest(turn.slow, chat_id=chat_id, limit=_SHOWN + 1, before=before)
    rows = [_row(turn, each) for each in notes[:_SHOWN]]
    heads = [text(f"console.head_{each}") for each in ("when", "by", "what", "why")]
    address = f"group/{chat_id}/audit"
    older = f"{address}?before={notes[_SHOWN - 1].id}" if len(notes) > _SHOWN else ""
    table = Table(text("console.page_audit"), heads, rows, text("audit.empty"))
    return Sheet(text("console.page_audit"), [table, Pages(address if before else "", older)])


def _row(turn: PageTurn, noted: Noted) -> Row:
    who, what, words = told(noted)
    cells: list[Cell] = [When(noted.at, turn.about.timezone), who, what, words]
    return Row(cells)


AUDIT = Paged("audit", audit, "audit", shows="audit")
