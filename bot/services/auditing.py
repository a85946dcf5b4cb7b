"""The nightly audit: the ledger added up anew, old boards let go, and whom to tell when something does not add up."""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.points import week_of
from bot.services import desk
from bot.services.desk import Destination
from storage.database import Reader, Unit
from storage.points import boards
from storage.points.audit import Mismatch, audit

KEEP_DAYS = 60
KEEP_WEEKS = 8
KEEP_MONTHS = 13
"""How long boards of past periods are kept; the ledger they were added up from stays for good."""


async def added_up(reader: Reader) -> list[Mismatch]:
    """Reads the whole ledger."""
    return await audit(reader)


async def whom_to_tell(unit: Unit, operators: Collection[int], *, day: int, now: int) -> list[Destination]:
    """Once a day at most."""
    return await desk.tell_operators(unit, operators, once_key=f"audit:{day}", now=now)


async def forget_boards(unit: Unit, *, day: int) -> None:
    await boards.forget_days(unit, before=day - KEEP_DAYS)
    await boards.forget(unit, board="week", before=week_of(day) - 7 * KEEP_WEEKS)
    await boards.forget(unit, board="month", before=day - 31 * KEEP_MONTHS)
