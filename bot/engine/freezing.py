"""Looks for the sign that the bot is frozen, once a second, and holds or lets go everything that acts."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from bot.outbox.wakeups import Wakeups
from storage.database import Database

log = logging.getLogger(__name__)

_PAUSE: Final = 1.0
"""Seconds between two looks."""


async def watch(database: Database, wakeups: Wakeups) -> None:
    """For ever; the first look is taken by whoever loads the engine, before anything acts."""
    while True:
        await asyncio.sleep(_PAUSE)
        await look(database, wakeups)


async def look(database: Database, wakeups: Wakeups) -> None:
    """Once thawed, what waited meanwhile is taken up where it stood."""
    is_frozen = await database.is_frozen()
    if is_frozen == wakeups.stillness.is_frozen:
        return
    if is_frozen:
        log.warning("frozen: what comes is kept, and nothing is said or done until `weilu thaw`")
        wakeups.stillness.begin()
        return
    log.warning("thawed: what waited is done now")
    wakeups.stillness.end()
    wakeups.posted()
    wakeups.timed()
