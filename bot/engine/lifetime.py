"""What features do once when the bot has begun, and once when it stops; it goes on without one that cannot."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from bot.clock import Clock
from bot.engine.fast_path import Beginning, Begun, Ending
from bot.engine.wiring import Wiring
from bot.outbox import enqueue
from bot.outbox.actions import Priority
from bot.outbox.wakeups import Wakeups
from bot.state.chats import Chats
from storage.database import Database
from storage.errors import StoreLostError

log = logging.getLogger(__name__)


class Lifetime:
    def __init__(self, database: Database, wiring: Wiring, chats: Chats, clock: Clock, wakeups: Wakeups) -> None:
        self._database, self._wiring, self._chats, self._clock = database, wiring, chats, clock
        self._wakeups = wakeups

    async def begin(self) -> None:
        await self.renew(self._wiring.beginnings)

    async def renew(self, beginnings: Iterable[Beginning]) -> None:
        for each in beginnings:
            try:
                await each.begin(Begun(self._database.reads, self._chats, self._clock.now()))
            except StoreLostError:
                raise
            except Exception:
                log.exception("a feature could not begin")

    async def end(self) -> bool:
        """Whether anything is to go out for it."""
        has_posted = False
        for end in self._wiring.endings:
            try:
                async with self._database.unit() as unit:
                    ending = Ending(unit, self._chats, self._clock.now())
                    await end(ending)
                    if ending.wanted:
                        has_posted = True
                        await enqueue.post(unit, ending.wanted, priority=Priority.PRESS, now=ending.now)
                        unit.after_commit(self._wakeups.posted)
            except StoreLostError:
                return has_posted  # it is decided when the store is there again
            except Exception:
                log.exception("a feature could not end")
        return has_posted
