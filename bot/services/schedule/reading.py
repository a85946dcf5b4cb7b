"""What announcements say of their group, and what /schedule shows: questions to the store, nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.domain.checkin import Calendar
from bot.domain.people import Group
from storage import outbox
from storage.database import Reader
from storage.schedule import lines, marks, runs
from storage.schedule.runs import Run, Tried

__all__ = ["Run", "Standing", "calendar_of", "latest", "members", "next_runs", "standing", "tried"]


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry as one chat sees it, or (chat 0) as all do; `reached`: in how many of them the last one went out."""

    next_at: int | None
    marks: frozenset[str]
    last: Run | None
    is_delivered: bool = False
    reached: int = 0
    is_before_there: bool = False
    """Whether the run before the last is kept as a message still."""


async def standing(reader: Reader, *, entry: str, line: str, chat_id: int, name: Callable[[int], str]) -> Standing:
    """`name` is what the post of a due time is kept under."""
    known = await lines.line(reader, line)
    last = await runs.last_run(reader, entry=entry, chat_id=chat_id)
    marked = await marks.marks(reader, entry=entry, chat_id=chat_id)
    next_at = known.next_at if known else None
    if last is None or last.state != "posted":
        return Standing(next_at, marked, last)
    post = await outbox.kept_post(reader, chat_id=chat_id, name=name(last.due_at))
    reached = await runs.reached(reader, entry=entry, due_at=last.due_at)
    before = await runs.run_before(reader, entry=entry, chat_id=chat_id, due_at=last.due_at)
    old = await outbox.kept_post(reader, chat_id=chat_id, name=name(before.due_at)) if before is not None else None
    return Standing(next_at, marked, last, post is not None, reached, old is not None)


async def latest(reader: Reader, *, entries: Collection[str], chat_id: int, limit: int) -> list[Run]:
    """What became of the last runs of these entries in the chat, or in all; newest first."""
    found = [run for entry in entries for run in await runs.latest(reader, entry=entry, chat_id=chat_id, limit=limit)]
    return sorted(found, key=lambda run: (-run.due_at, run.entry))[:limit]


async def tried(reader: Reader, *, entry: str, chat_id: int) -> list[Tried]:
    """How its texts on trial did in the chat; 0: in all of them."""
    return await runs.tried(reader, entry=entry, chat_id=chat_id)


async def next_runs(reader: Reader) -> dict[str, int | None]:
    """By line."""
    return {each.line: each.next_at for each in await lines.lines(reader)}


async def members(reader: Reader, *, chat_id: int) -> int:
    return await runs.members(reader, chat_id=chat_id)


def calendar_of(group: Group) -> Calendar:
    return Calendar(group.timezone, group.day_starts_at)
