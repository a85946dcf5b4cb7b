"""When timers are due: the store says whether, the clock says when, the engine's lanes do it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import TelegramError

from bot.botapi.client import raw
from bot.clock import Clock
from bot.engine.receiver import Engine
from bot.outbox.wakeups import Wakeups
from storage import queues
from storage.database import Database

log = logging.getLogger(__name__)

_LONGEST_SLEEP = 30
"""Seconds; a clock set by hand is noticed within it."""

_BACK = 60
"""Seconds by which a clock has to go back before what was reckoned from it is reckoned anew."""


class Timers:
    """`reckon` sets anew, from the moment given, whatever stores when it is next due: the clock went back.

    Telegram is asked by `bot` what time it is: a machine that slept was not wrong, and may have nothing else to ask.
    """

    def __init__(
        self,
        database: Database,
        engine: Engine,
        clock: Clock,
        wakeups: Wakeups,
        *,
        bot: Bot,
        reckon: Callable[[int], Awaitable[None]],
    ) -> None:
        self._database, self._engine, self._clock = database, engine, clock
        self._bot, self._reckon = bot, reckon
        self._seen = 0
        self._is_held = False
        self._changed = asyncio.Event()
        clock.when_moved(self.wake)
        wakeups.when_timed(self.wake)
        self._stillness = wakeups.stillness

    def wake(self) -> None:
        """A timer was set, or the clock moved."""
        self._changed.set()

    async def run(self) -> None:
        while True:
            self._changed.clear()
            if self._clock.is_far:
                with contextlib.suppress(TelegramError):
                    await raw(self._bot, "getMe", {})
            await self.tick()
            due = await queues.next_due(self._database.reads, after=self._clock.now())
            wait = _LONGEST_SLEEP if due is None else min(_LONGEST_SLEEP, max(0, due - self._clock.now()))
            try:
                async with asyncio.timeout(wait):
                    await self._changed.wait()
            except TimeoutError:
                pass

    async def tick(self) -> int:
        """Hand over what is due (what is in its lane already the engine knows); how many there are.

        Nothing is while this machine's clock is far from Telegram's: nothing is swept, drawn or ended by a wrong one.
        """
        now = self._clock.now()
        if self._stillness.is_frozen or self._holds():
            return 0
        if now < self._seen - _BACK:
            log.warning("the clock went back by %d s: what comes next is reckoned anew", self._seen - now)
            await self._reckon(now)
        self._seen = now
        due = await queues.due_timers(self._database.reads, now=now)
        for timer in due:
            self._engine.wake(timer)
        return len(due)

    def _holds(self) -> bool:
        was_held, self._is_held = self._is_held, self._clock.is_far
        if self._is_held and not was_held:
            log.error(
                "this machine's clock is %d s from Telegram's: what is due by time waits until it is set right (NTP)",
                abs(self._clock.behind),
            )
        return self._is_held
