"""What is swept out at night: details no longer needed, what is past its time by the registry, the forgotten."""

from __future__ import annotations

from bot.services.mood import pulse
from storage import retention
from storage.database import Unit

_A_DAY = 24 * 3600


async def sweep(unit: Unit, *, now: int) -> None:
    """Writes down what was destroyed; after someone was forgotten the store is written anew, without the holes."""
    await pulse.coarsen(unit, now=now)
    destroyed = await retention.sweep(unit, now=now)
    await retention.record(unit, destroyed, why="expired", now=now)
    if await retention.was_asked(unit, since=now - _A_DAY):
        unit.compact()
