"""Tells other workers what was committed, and wakes what waits for what they tell."""

from __future__ import annotations

import asyncio

from bot.outbox.wakeups import Wakeups
from storage.workers import Sign, Workers


class Bell:
    """`came` is set when updates came in."""

    def __init__(self, workers: Workers, wakeups: Wakeups) -> None:
        self._workers, self._wakeups = workers, wakeups
        self.came = asyncio.Event()
        self._signs: set[Sign] = set()
        self._has_signs = asyncio.Event()
        self._is_told = False
        workers.when_rung(self.rung)
        wakeups.when_posted(lambda: self.ring("posted"))
        wakeups.when_timed(lambda: self.ring("timed"))

    async def run(self) -> None:
        while True:
            await self._has_signs.wait()
            self._has_signs.clear()
            while self._signs:
                await self._workers.ring(self._signs.pop())

    def ring(self, sign: Sign) -> None:
        """What another one told is not told on."""
        if not self._is_told:
            self._signs.add(sign)
            self._has_signs.set()

    def rung(self, sign: Sign) -> None:
        self._is_told = True
        match sign:
            case "posted":
                self._wakeups.posted()
            case "timed":
                self._wakeups.timed()
            case "came":
                self.came.set()
        self._is_told = False
