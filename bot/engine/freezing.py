"""Looks for the sign that the bot is frozen, once a second, and holds or lets go everything that acts."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Final

from bot.outbox.wakeups import Wakeups
from storage import frozen

log = logging.getLogger(__name__)

_PAUSE: Final = 1.0
"""Seconds between two looks."""


async def watch(store: Path, wakeups: Wakeups) -> None:
    """For ever; the first look is taken before anything else can run."""
    while True:
        look(store, wakeups)
        await asyncio.sleep(_PAUSE)


def look(store: Path, wakeups: Wakeups) -> None:
    """Once thawed, what waited meanwhile is taken up where it stood."""
    is_frozen = frozen.is_frozen(store)
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
