"""The nightly audit: the ledger added up anew, and whom to tell when something does not add up."""

from __future__ import annotations

from storage.database import Reader
from storage.points.ledger_check import Mismatch, audit


async def added_up(reader: Reader) -> list[Mismatch]:
    """Reads the whole ledger."""
    return await audit(reader)
