"""Counting who looks up or copies what is kept of members: in numbers, for the month's account."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import cast

from bot.domain.counts import at_least, voice_of
from bot.domain.looks import By, Look, by_whom
from storage import looks
from storage.database import Reader, Unit

__all__ = ["count", "of_span"]


async def count(unit: Unit, what: Look, *, chat_id: int, day: int, by: int, is_operator: bool) -> None:
    """One more in the group (0: all of them) on a local day, by that person."""
    role = by_whom(what, is_operator=is_operator)
    await looks.count(unit, what, chat_id=chat_id, day=day, role=role, voice=voice_of(by) if role == "member" else 0)


async def of_span(
    reader: Reader, store: Path, *, chat_id: int, days: tuple[int, int], moments: tuple[int, int]
) -> tuple[Counter[tuple[Look, By]], int]:
    """By what and by whom, of a group and of all groups together, both days in it and until before the last moment.

    Besides, how many members at the least took a copy of their own.
    """
    found, voices = await looks.counted(reader, chat_id=chat_id, first=days[0], last=days[1])
    copies = await asyncio.to_thread(looks.copies, store, chat_id=chat_id, since=moments[0], until=moments[1])
    for what, number in copies.items():
        found[what, "operator"] += number
    return cast("Counter[tuple[Look, By]]", found), at_least(voices)
