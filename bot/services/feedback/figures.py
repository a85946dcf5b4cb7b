"""How the desk does, and the group's feedback as files: voices by their short names, formulas defused."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.feedback import Category, Ticket, alias
from bot.domain.ratings import means
from storage.chat_export import defused
from storage.database import Reader
from storage.feedback import figures
from storage.feedback.figures import Counts, was_given

__all__ = ["DAYS", "Figures", "answer_times", "files", "of_group", "outcomes", "was_given"]

DAYS = 30
_TREND = 92 * 86400
"""Seconds in which ratings make a trend."""

_LARGEST = 700_000
"""Bytes of a file: what the outbox carries."""
_MOST = 5000

Row: TypeAlias = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Figures:
    """`median` is in seconds to the first thing the desk said, None where it said nothing yet.

    `timely` of `due` heard from it in time. `categories` has for each kind how many there were in the last days, and in
    as many before. `months` has the mean score of each local month and how many gave one, `matters` of each kind.
    """

    counts: Counts
    median: int | None
    answered: int
    timely: int
    due: int
    categories: dict[Category, tuple[int, int]]
    months: dict[int, tuple[float, int]]
    matters: dict[Category, tuple[float, int]]


async def of_group(reader: Reader, *, chat_id: int, zone: str, now: int) -> Figures:
    since = now - DAYS * 86400
    answers = await figures.first_answers(reader, chat_id=chat_id, since=since)
    timely, due = await figures.on_time(reader, chat_id=chat_id, since=since, now=now)
    lately = await figures.by_category(reader, chat_id=chat_id, since=since, until=now + 1)
    before = await figures.by_category(reader, chat_id=chat_id, since=since - DAYS * 86400, until=since)
    ratings = await figures.ratings(reader, chat_id=chat_id, since=now - _TREND)
    return Figures(
        await figures.counts(reader, chat_id=chat_id, since=since, now=now),
        round(median(answers)) if answers else None,
        len(answers),
        timely,
        due,
        {each: (number, before.get(each, 0)) for each, number in lately.items()},
        means((_month(at, zone), score) for at, _, score in ratings),
        means((category, score) for _, category, score in ratings),
    )


def _month(at: int, zone: str) -> int:
    return datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(zone)).month


async def answer_times(reader: Reader, *, chat_id: int, since: int) -> list[int]:
    """Seconds from giving to the first thing the desk said, of what was given since."""
    return await figures.first_answers(reader, chat_id=chat_id, since=since)


async def outcomes(reader: Reader, *, chat_id: int, after: int, until: int) -> list[Ticket]:
    return await figures.outcomes(reader, chat_id=chat_id, after=after, until=until)


@dataclass(frozen=True, slots=True)
class Files:
    """Both of the same rows, newest first; `left_out` did not fit in."""

    sheet: bytes
    data: bytes
    rows: int
    left_out: int


async def files(reader: Reader, *, chat_id: int, zone: str) -> Files:
    rows = [_row(each, zone=zone) for each in await figures.newest(reader, chat_id=chat_id, limit=_MOST)]
    taken, size = 0, 0
    for row in rows:
        size += len(json.dumps(row, ensure_ascii=False, indent=1).encode()) + 2
        if size > _LARGEST:
            break
        taken += 1
    fitting = rows[:taken]
    data = json.dumps({"format": "weilu-feedback/1", "feedback": fitting}, ensure_ascii=False, indent=1)
    return Files(_sheet(fitting), data.encode(), taken, len(rows) - taken)


def _row(ticket: Ticket, *, zone: str) -> Row:
    def when(at: int) -> str:
        return datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(zone)).isoformat(" ", "minutes") if at else ""

    return {
        "number": ticket.id,
        "given": when(ticket.given_at),
        "author": f"anonymous {alias(ticket.voice, ticket.chat_id)}" if ticket.is_anonymous else ticket.name,
        "category": ticket.category,
        "words": ticket.words,
        "state": ticket.state,
        "urgent": int(ticket.is_urgent),
        "with": ticket.assigned_name,
        "due": when(ticket.due_at),
        "answered": when(ticket.answered_at),
        "closed": when(ticket.closed_at),
        "adopted": when(ticket.adopted_at),
        "outcome": ticket.outcome,
        "score": ticket.score,
        "joined_to": ticket.merged_id,
    }


def _sheet(rows: Iterable[Row]) -> bytes:
    """With the mark by which spreadsheets know UTF-8."""
    words = io.StringIO(newline="")
    writer = csv.writer(words)
    for number, row in enumerate(rows):
        if number == 0:
            writer.writerow(row)
        writer.writerow([defused(value) for value in row.values()])
    return words.getvalue().encode("utf-8-sig")
