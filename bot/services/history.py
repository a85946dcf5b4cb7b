"""A group's past taken in from an export: read whole first, then written in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.domain.day import local_day
from bot.domain.history import Past, Reader
from bot.services import export_file
from storage import counts, people
from storage.chat_migration import moved
from storage.database import Database

_SUPERGROUP = 1_000_000_000_000
"""What stands before a supergroup's number in the Bot API's ids: -100…"""


def names_of(chat_id: int, formerly: dict[int, int]) -> set[int]:
    """The numbers by which an export may call the group: its own, and those it had before it became a supergroup."""
    ids = {chat_id, *(old for old, now in formerly.items() if now == chat_id)}
    return {-each - _SUPERGROUP if -each > _SUPERGROUP else -each for each in ids} | ids


async def take_in(
    database: Database,
    path: Path,
    *,
    chat_id: int,
    timezone: str,
    day_starts_at: int,
    bot_id: int,
    tell: Callable[[int], None],
) -> Past:
    """What was counted by this. Days that are counted already stay as they are, so that the same file twice is once.

    Raises HistoryError and OSError; then nothing was counted.
    """
    formerly = await moved(database.reads)
    chat_id = formerly.get(chat_id, chat_id)
    counted = await counts.days(database.reads, chat_id=chat_id, first=0, last=2**31)
    bots = {bot_id, *await people.bots(database.reads)}
    reader = Reader(
        timezone=timezone,
        day_of=lambda at: local_day(at, timezone, starts_at=day_starts_at),
        counted=counted,
        bots=bots,
    )
    for message in export_file.messages(path, chat_ids=lambda: names_of(chat_id, formerly), tell=tell):
        reader.take(message)
    async with database.unit() as unit:
        await counts.take_in(unit, reader.past, chat_id=chat_id)
    return reader.past
