"""The console's first pages: all groups somebody moderates, and one of them: what waits, runs, comes, and a week."""

from __future__ import annotations

from typing import Final

from bot.console.parts import Anchor, Cell, Figures, Notes, Part, Row, Sheet, Table
from bot.domain.stats import LEAST
from bot.engine.moderated import moderated
from bot.engine.paged import Paged, PageTurn
from bot.engine.shortcuts import Gathering
from bot.services import stats
from bot.services.schedule.reading import calendar_of
from bot.texts.text import Lines, Raw, text
from handlers.command.doors import gathered

_WEEK: Final = 7
_SHOWN: Final = 40
"""Groups on the first page."""

_MOST: Final[dict[Gathering, int]] = {"waits": 12, "runs": 12, "planned": 5}


async def overview(turn: PageTurn) -> Sheet:
    groups = await moderated(turn)
    rows = [await _row(turn, each) for each in groups[:_SHOWN]]
    waiting = sum(1 for row in rows if row.cells[1] != "")
    lead = text("console.overview_waits", n=waiting) if waiting else text("console.overview_calm")
    heads = [text(f"console.head_{name}") for name in ("group", "waits", "runs", "planned")]
    table = Table(text("console.groups"), heads, rows, text("console.overview_empty"))
    return Sheet(text("console.page_overview"), [table], lead if rows else None)


async def _row(turn: PageTurn, chat_id: int) -> Row:
    group = turn.chats.group(chat_id)
    cells: list[Cell] = [Anchor(Raw(group.title or str(group.id)), f"group/{group.id}/home")]
    for gathering in _MOST:
        lines = await gathered(turn, group.id, gathering, most=3)
        cells.append(Lines(lines) if lines else "")
    return Row(cells)


async def home(turn: PageTurn) -> Sheet:
    group = turn.about
    parts: list[Part] = [await _week(turn)]
    for gathering, most in _MOST.items():
        lines = await gathered(turn, group.id, gathering, most=most)
        parts.append(Notes(lines, text(f"console.head_{gathering}"), text(f"console.no_{gathering}")))
    return Sheet(Raw(group.title or str(group.id)), parts)


async def _week(turn: PageTurn) -> Part:
    """The last seven days; of people only where enough are behind the numbers."""
    calendar = calendar_of(turn.about)
    _, counts, _ = await stats.look_back(
        turn.slow, calendar, chat_id=turn.about.id, last=calendar.day_of(turn.now), days=_WEEK, now=turn.now
    )
    if not counts.is_telling:
        return Notes([text("stats.few", least=LEAST)], text("console.week"))
    return Figures([
        (text("console.week_voices"), counts.voices),
        (text("console.week_messages"), counts.messages),
        (text("console.week_checkins"), counts.checkins),
        (text("console.week_points"), counts.points),
    ])  # fmt: skip


OVERVIEW = Paged("overview", overview, is_everywhere=True, shows=None)
HOME = Paged("home", home, shows=None)
