"""The bot that `play` started ends with it, however `play` ended; nobody else's bot looks at its parent."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable

_LOOKS = 1.0
"""Seconds between two looks."""


@contextlib.asynccontextmanager
async def ending_with(parent: int, *, stop: Callable[[], None]) -> AsyncIterator[None]:
    """Calls `stop` once the process with that id is no longer this one's parent; 0 is nobody."""
    async with asyncio.TaskGroup() as tasks:
        looking = tasks.create_task(_look(parent, stop))
        try:
            yield
        finally:
            looking.cancel()


async def _look(parent: int, stop: Callable[[], None]) -> None:
    while not parent or os.getppid() == parent:  # noqa: ASYNC110  (nobody tells of a parent's end)
        await asyncio.sleep(_LOOKS)
    stop()
