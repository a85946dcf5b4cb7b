"""Planning announcements in chat: kept, moved and dropped; from then on they are lines of the schedule as any other."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.grammar.doubts import unread
from bot.domain.grammar.reading import NotUnderstood
from bot.domain.schedule.plan import Line
from bot.domain.schedule.planned import PlannedPost, UnknownPost, entry_of, returns
from bot.services.schedule.triggers import next_due
from storage.database import Reader, Unit
from storage.schedule import lines as lines_store
from storage.schedule import planned as store
from storage.schedule.lines import KnownLine

number_for = store.next_number


async def known(reader: Reader, number: int, *, chat_id: int) -> PlannedPost:
    """Raises UnknownPost for one that is no more, or another group's."""
    post = await store.post(reader, number, chat_id=chat_id)
    if post is None:
        raise UnknownPost
    return post


async def plan(unit: Unit, post: PlannedPost, *, before: PlannedPost | None, now: int) -> tuple[PlannedPost, Line, int]:
    """As it is kept, the line it stands for, and when that is due (epoch seconds). Raises Unread where it never is."""
    entry = entry_of(post)
    due = next_due(entry, post.zone, after=now)
    if due is None:
        raise unread(NotUnderstood("passed", post.written))
    kept = replace(post, due_at=0 if returns(post.written) else due)
    line = Line(entry, post.zone)
    if before is not None:
        await lines_store.drop_lines(unit, [_line_of(before).key])
    await store.keep(unit, kept)
    await lines_store.keep_lines(unit, [KnownLine(line.key, entry.name, entry.written, now, due)])
    return kept, line, due


async def drop(unit: Unit, post: PlannedPost) -> Line:
    """The line that stood for it. Raises UnknownPost once it was dropped."""
    if not await store.drop(unit, post.id, chat_id=post.chat_id):
        raise UnknownPost
    line = _line_of(post)
    await lines_store.drop_lines(unit, [line.key])
    return line


def _line_of(post: PlannedPost) -> Line:
    return Line(entry_of(post), post.zone)
