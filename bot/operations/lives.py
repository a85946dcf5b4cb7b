"""How long a bot lives: until its process is asked to stop; a store that gets lost ends a life, and begins another."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from bot.config import Config
from bot.operations.mishaps import causes_of
from bot.operations.parent import ending_with
from storage.errors import StoreLostError
from storage.schema_migrations import StoreError

log = logging.getLogger(__name__)

_BETWEEN_LIVES = 0.5
"""Seconds before a lost store is looked for again."""


class Life(Protocol):
    async def __call__(self, config: Config, on_ready: Callable[[], None], *, is_secret_new: bool) -> None:
        """Until its store is lost, or for ever; `on_ready` is called when it listens."""


async def until_stopped(work: Coroutine[Any, Any, None], *, parent: int) -> None:
    """By SIGTERM or SIGINT, or by the end of the process `parent`, where it is one."""
    stopped = False
    this_task = asyncio.current_task()

    def stop() -> None:
        nonlocal stopped
        stopped = True
        if this_task is not None:
            this_task.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    try:
        async with ending_with(parent, stop=stop):
            await work
    except asyncio.CancelledError:
        if not stopped:
            raise


async def served(config: Config, live: Life, on_ready: Callable[[], None], *, is_secret_new: bool = False) -> None:
    """A store that gets lost is waited for, and the bot begins anew from what it holds, as after a crash.

    Raises StoreError where it cannot be reached at the start.
    """
    has_begun = False

    def begun() -> None:
        nonlocal has_begun
        has_begun = True
        on_ready()

    while True:
        try:
            return await live(config, begun, is_secret_new=is_secret_new and not has_begun)
        except* StoreLostError as lost:
            why = next(each.why for each in causes_of(lost) if isinstance(each, StoreLostError))
            if not has_begun:
                raise StoreError(f"the store {config.store.name} cannot be reached ({why})") from None
            log.warning("the store %s is lost (%s); waiting for it", config.store.name, why)
        await asyncio.sleep(_BETWEEN_LIVES)
