"""Bots that several processes share: each runs its part of them, and takes over what another one leaves behind."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bot.config import Config
from storage.errors import StoreAwayError, StoreLostError, StoreTroubleError
from storage.schema_migrations import StoreError

if TYPE_CHECKING:
    from storage.engines.postgres_leases import Leases

log = logging.getLogger(__name__)

_LOOK = 0.5
"""Seconds between two looks at who is there."""

_STOPPING = 5.0
"""Seconds a bot has for a clean stop before it is asked again."""


class Sharing:
    """Of bots in one PostgreSQL database. `begin` starts one and gives its task; `left` is told what others run, and
    `failed` what keeps all of them while the database cannot be reached at the start.
    """

    def __init__(
        self,
        configs: Sequence[Config],
        *,
        begin: Callable[[Config], asyncio.Task[None]],
        left: Callable[[str], None],
        failed: Callable[[str, Exception], None],
    ) -> None:
        self._configs = {config.bot: config for config in configs}
        self._begin, self._left, self._failed = begin, left, failed
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._shown: list[str] | None = None

    async def run(self) -> None:
        """For ever. Bots go on while the database cannot be asked: each has a lock of its own on its store."""
        from storage.engines import postgres_leases  # needs the driver, which not everybody has

        while True:
            try:
                async with postgres_leases.joined([config.store for config in self._configs.values()]) as leases:
                    await self._take_again(leases)
                    while True:
                        await self._balance(leases)
                        await asyncio.sleep(_LOOK)
            except (StoreError, StoreTroubleError) as error:
                if self._shown is None:
                    self._fail(error)
                else:
                    log.warning("who runs which bot cannot be asked (%s); trying again", error)
                await asyncio.sleep(_LOOK)

    def _fail(self, error: Exception) -> None:
        for bot, config in self._configs.items():
            if isinstance(error, StoreLostError):
                self._failed(bot, StoreAwayError(config.store.name, error.why))
            else:
                self._failed(bot, error)

    async def _take_again(self, leases: Leases) -> None:
        """After the connection was lost: what another process took meanwhile is its own."""
        for bot in list(self._tasks):
            if not await leases.take(self._configs[bot].store.schema):
                await self._let_go(bot)

    async def _balance(self, leases: Leases) -> None:
        share = await leases.share()
        for bot in list(self._tasks)[share:]:
            await self._let_go(bot)
            await leases.give_back(self._configs[bot].store.schema)
        for bot, config in self._configs.items():
            if bot not in self._tasks and len(self._tasks) < share and await leases.take(config.store.schema):
                self._tasks[bot] = self._begin(config)
        self._show()

    async def _let_go(self, bot: str) -> None:
        """Until it has ended; a store that is lost meanwhile may swallow the first word."""
        task = self._tasks.pop(bot)
        while not task.done():
            task.cancel()
            await asyncio.wait([task], timeout=_STOPPING)

    def _show(self) -> None:
        here = list(self._tasks)
        if here == self._shown:
            return
        self._shown = here
        others = [bot for bot in self._configs if bot not in self._tasks]
        log.info("of the bots this process runs %s; others run %s", ", ".join(here) or "-", ", ".join(others) or "-")
        for bot in others:
            self._left(bot)
