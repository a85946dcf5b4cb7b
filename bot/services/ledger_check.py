"""The nightly audit: the ledger added up anew, and whom to tell when something does not add up."""

from __future__ import annotations

from collections.abc import Collection

from bot.services import desk
from bot.services.desk import Destination
from storage.database import Reader, Unit
from storage.points.ledger_check import Mismatch, audit


async def added_up(reader: Reader) -> list[Mismatch]:
    """Reads the whole ledger."""
    return await audit(reader)


async def whom_to_tell(unit: Unit, operators: Collection[int], *, day: int, now: int) -> list[Destination]:
    """Once a day at most."""
    return await desk.operators_to_tell(unit, operators, once_key=f"audit:{day}", now=now)
