"""Several bots in one process: each lives by itself; what ends one is said and tried again, while the others go on."""

from __future__ import annotations

import asyncio
import contextvars
import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from bot.config import Config
from bot.operations import health, logs
from bot.operations.health import Board
from bot.operations.lives import served
from bot.operations.mishaps import causes_of, sentence_of
from bot.operations.sharing import Sharing

log = logging.getLogger(__name__)

_SHORTEST, _LONGEST = 1.0, 60.0
"""Seconds before a bot that could not go on is begun again."""


class Shown(Protocol):
    async def __call__(
        self, config: Config, on_ready: Callable[[], None], *, board: Board, is_secret_new: bool
    ) -> None:
        """A life (`lives.Life`) that can be asked how it is while it lasts."""


class Deployment:
    """`on_ready` is called once every bot listens that this process runs, or said why it cannot.

    Where none can, `run` raises what kept it.
    """

    def __init__(
        self, configs: Sequence[Config], live: Shown, on_ready: Callable[[], None], *, is_secret_new: bool
    ) -> None:
        self._configs, self._live, self._on_ready = configs, live, on_ready
        self._is_secret_new = is_secret_new
        self._beginning = {config.bot for config in configs}
        self._has_served = self._is_ready = False
        self._begun: set[str] = set()
        self.board = Board(names=[config.bot for config in configs])

    async def run(self) -> None:
        """For ever."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(health.kept_up(self._configs[0].health.listen, self.board))
            databases: dict[str, list[Config]] = {}
            for config in self._configs:
                if config.store.schema and config.store.url:
                    databases.setdefault(config.store.url, []).append(config)
                else:
                    self._begin(config, tasks)
            for shared in databases.values():
                begin = partial(self._begin, tasks=tasks)
                tasks.create_task(Sharing(shared, begin=begin, left=self._left, failed=self._failed).run())

    def _begin(self, config: Config, tasks: asyncio.TaskGroup) -> asyncio.Task[None]:
        return tasks.create_task(self._keep(config), context=_context_of(config.bot))

    def _failed(self, bot: str, error: Exception) -> None:
        _context_of(bot).run(self._ended, bot, error)

    def _left(self, bot: str) -> None:
        """Another process runs it."""
        self.board.faults.pop(bot, None)
        self._settled(bot)

    async def _keep(self, config: Config) -> None:
        pause = _SHORTEST
        while True:
            try:
                await served(config, self._shown, lambda: self._listens(config.bot), is_secret_new=self._needs_secret)
            except Exception as error:  # noqa: BLE001  (the door for what ends one bot: it never takes others along)
                if config.bot in self._begun:
                    pause = _SHORTEST
                self._ended(config.bot, error)
            self._begun.discard(config.bot)
            await asyncio.sleep(pause)
            pause = min(_LONGEST, pause * 2)

    async def _shown(self, config: Config, on_ready: Callable[[], None], *, is_secret_new: bool) -> None:
        await self._live(config, on_ready, board=self.board, is_secret_new=is_secret_new)

    @property
    def _needs_secret(self) -> bool:
        """A lost secret is made anew by a start, not by what comes after it."""
        return self._is_secret_new and not self._has_served

    def _listens(self, bot: str) -> None:
        self._has_served = True
        self._begun.add(bot)
        self.board.faults.pop(bot, None)
        self._settled(bot)

    def _ended(self, bot: str, error: Exception) -> None:
        """Said once for as long as it stays the same."""
        sentence = sentence_of(causes_of(error)[0])
        fault = sentence or f"a bug ended it ({causes_of(error)[0]!r})"
        if self.board.faults.get(bot) != fault:
            log.error("cannot go on: %s; trying again", fault, exc_info=None if sentence else error)
        self.board.faults[bot] = fault
        if not self._has_served and len(self.board.faults) == len(self._configs):
            raise error
        self._settled(bot)

    def _settled(self, bot: str) -> None:
        self._beginning.discard(bot)
        if not self._beginning and self._has_served and not self._is_ready:
            self._is_ready = True
            self._on_ready()


def _context_of(bot: str) -> contextvars.Context:
    """What is logged within has its name."""
    named = contextvars.copy_context()
    named.run(logs.BOT.set, bot)
    return named
