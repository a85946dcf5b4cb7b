"""A group's month in numbers: what was done in it, without a name, and nothing that is about fewer than five people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from bot.domain.looks import By, Look
from bot.domain.points import MINT
from bot.domain.promises import Rate
from bot.services import looks, promises
from storage import desk, transparency
from storage.database import Reader, Unit
from storage.transparency import Figure, Span

FEWEST = 5
"""People a figure is about, or nobody in particular."""

_TOLD_APART = ("report_", "feedback_", "promise", "incident_")


@dataclass(frozen=True, slots=True)
class Month:
    """`actions` are by kind, the most frequent first, with whether they were done to members; 0 is not told.

    `median` is in seconds to the desk's first word on feedback, `lifted` of the `appeals` that were heeded.
    """

    actions: dict[str, tuple[int, bool]]
    made: int
    taken: int
    answered: int
    reports: int
    destroyed: int
    promises: Rate
    median: int
    draws: int
    appeals: int
    lifted: int
    incidents: int
    looks: Counter[tuple[Look, By]] = field(default_factory=Counter)
    """How often what is kept of members was looked up or copied, wherever: in the group, in private, in the console."""
    held: int = 0

    @property
    def is_empty(self) -> bool:
        """What the house destroyed is no news of this group's."""
        numbers = (
            self.draws
            or self.incidents
            or self.made
            or self.taken
            or self.answered
            or self.reports
            or self.promises.due
        )
        return not (self.actions or numbers)


def month_before(at: int, zone: str) -> date:
    """The first day of the local month before the one of `at`."""
    local = datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(zone)).date()
    return (local.replace(day=1) - timedelta(days=1)).replace(day=1)


async def first_time(unit: Unit, month: date, *, chat_id: int, now: int) -> bool:
    """Whether that month had not been told yet; it counts as told now."""
    return await desk.first_notice(unit, chat_id=chat_id, key=f"transparency:{month:%Y-%m}", now=now)


async def of_month(reader: Reader, month: date, *, chat_id: int, zone: str, store: Path) -> Month:
    """Reads through a month of the ledger; beside the `store` stands what was copied at a terminal."""
    after = (month + timedelta(days=31)).replace(day=1)
    since, until = (int(datetime(day.year, day.month, 1, tzinfo=ZoneInfo(zone)).timestamp()) for day in (month, after))
    span = Span(chat_id, since, until, month.toordinal(), after.toordinal() - 1)
    if await transparency.members(reader, chat_id=chat_id) < FEWEST:
        return Month({}, 0, 0, 0, 0, 0, Rate(), 0, 0, 0, 0, 0)
    actions = await transparency.actions(reader, span)
    took, authors = await transparency.waits(reader, span)
    appeals, lifted = await transparency.appeals(reader, span)
    is_appealed = appeals.people >= FEWEST
    return Month(
        {
            action: (figure.number, figure.people > 0)
            for action, figure in actions.items()
            if not action.startswith(_TOLD_APART) and (not figure.people or figure.people >= FEWEST)
        },
        _shown(await transparency.made(reader, span, mint=MINT)),
        _shown(await transparency.taken(reader, span, mint=MINT)),
        _shown(await transparency.answered(reader, span)),
        _shown(await transparency.reports(reader, span)),
        await transparency.destroyed(reader, since=since, until=until),
        await promises.rate(reader, chat_id=chat_id, since=since, until=until),
        round(median(took)) if authors >= FEWEST else 0,
        await transparency.draws(reader, span),
        appeals.number if is_appealed else 0,
        lifted if is_appealed else 0,
        await transparency.incidents(reader, span),
        await _looks(reader, span, store),
        await transparency.held(reader, chat_id=chat_id),
    )


def _shown(figure: Figure) -> int:
    return figure.number if figure.people >= FEWEST else 0


async def _looks(reader: Reader, span: Span, store: Path) -> Counter[tuple[Look, By]]:
    """Without what fewer than five members took of their own."""
    days, moments = (span.first, span.last), (span.since, span.until)
    found, people = await looks.of_span(reader, store, chat_id=span.chat_id, days=days, moments=moments)
    if people < FEWEST:
        del found["own_data", "member"]
    return found
