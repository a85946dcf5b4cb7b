"""When timers are due: the store says whether, the clock says when, the engine's lanes do it."""

from __future__ import annotations

import asyncio

from bot.clock import Clock
from bot.engine.receiver import Engine
from bot.outbox.wakeups import Wakeups
from storage import queues
from storage.database import Database

_LONGEST_SLEEP = 30
"""Seconds; a clock set by hand is noticed within it."""


class Timers:
    def __init__(self, database: Database, engine: Engine, clock: Clock, wakeups: Wakeups) -> None:
        self._database, self._engine, self._clock = database, engine, clock
        self._changed = asyncio.Event()
        clock.when_moved(self.wake)
        wakeups.when_timed(self.wake)

    def wake(self) -> None:
        """A timer was set, or the clock moved."""
        self._changed.set()

    async def run(self) -> None:
        while True:
            self._changed.clear()
            await self.tick()
            due = await queues.next_due(self._database.reads, after=self._clock.now())
            wait = _LONGEST_SLEEP if due is None else min(_LONGEST_SLEEP, max(0, due - self._clock.now()))
            try:
                async with asyncio.timeout(wait):
                    await self._changed.wait()
            except TimeoutError:
                pass

    async def tick(self) -> int:
        """Hand over what is due (what is in its lane already the engine knows); how many there are."""
        due = await queues.due_timers(self._database.reads, now=self._clock.now())
        for timer in due:
            self._engine.wake(timer)
        return len(due)
