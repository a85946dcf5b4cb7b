"""What announcements say of their group, and what /schedule shows: questions to the store, nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.checkin import Calendar
from bot.domain.people import Group
from storage import outbox
from storage import schedule as store
from storage.database import Reader
from storage.schedule import Run


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry as one chat sees it; `delivered`: Telegram took the last one, None while it waits."""

    next_at: int | None
    marks: frozenset[str]
    last: Run | None
    is_delivered: bool


async def standing(reader: Reader, *, entry: str, line: str, chat_id: int, name: str) -> Standing:
    """`name` is a template of the name posts are kept under, with the due time to be put in."""
    known = await store.line(reader, line)
    last = await store.last_run(reader, entry=entry, chat_id=chat_id)
    post = await outbox.kept_post(reader, chat_id=chat_id, name=name.format(due=last.due_at)) if last else None
    marks = await store.marks(reader, entry=entry, chat_id=chat_id)
    return Standing(known.next_at if known else None, marks, last, post is not None)


async def next_runs(reader: Reader) -> dict[str, int | None]:
    """By line."""
    return {each.line: each.next_at for each in await store.lines(reader)}


async def topic_of(reader: Reader, *, chat_id: int, named: int | str) -> int:
    """The thread of a topic; one called by a name that the bot did not open itself is not known: 0, General."""
    if isinstance(named, int):
        return named
    kept = await outbox.kept_post(reader, chat_id=chat_id, name=f"topic:{named}")
    return kept.message_id if kept else 0


async def members(reader: Reader, *, chat_id: int) -> int:
    return await store.members(reader, chat_id=chat_id)


def calendar_of(group: Group) -> Calendar:
    return Calendar(group.timezone, group.day_starts_at)
