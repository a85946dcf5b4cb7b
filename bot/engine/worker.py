"""An engine that shares its work with others on the same store: lanes fall into parts, and each part is one worker's.

Whoever leads keeps what comes as it came; the worker that has its part looks at it, settles it, takes its turns and its
timers. So a chat is one worker's at a time, with all that is remembered of it in memory.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import Sequence
from functools import partial

import msgspec

from bot.botapi import batches
from bot.engine.bell import Bell
from bot.engine.news import News
from bot.engine.receiver import Engine
from bot.engine.seen_updates import SeenUpdates
from bot.engine.steps import Steps
from bot.outbox.wakeups import Wakeups
from bot.sealing import Sealing
from storage import queues
from storage.database import Database
from storage.errors import rerun
from storage.queues import PARTS, Timer, Waiting, part_of
from storage.workers import Workers

log = logging.getLogger(__name__)

_LOOK = 0.5
"""Seconds between two looks at who is there; and at what came, for who has not been told."""

_AT_ONCE = 200
"""Updates looked at in one transaction."""

_REST, _LONGEST_REST = 3, 0.1
"""Times as long as the last look took, and seconds at most."""

_SELDOM = 10
"""Looks between two at what waits for its turn and nobody has in hand: after a group's move, for instance."""


class Worker(Engine):
    """`leading` is set once this one leads; what it does besides is the application's."""

    def __init__(
        self, database: Database, steps: Steps, workers: Workers, *, sealing: Sealing, wakeups: Wakeups
    ) -> None:
        super().__init__(database, steps, sealing=sealing, wakeups=wakeups)
        self._workers = workers
        self._news = News(database, self._router.wiring, self._chats, self.lifetime)
        self._parts: set[int] = set()
        self._mine: set[int] = set()
        self._one_by_one = asyncio.Lock()
        self._begun = asyncio.Event()
        self._bell = Bell(workers, wakeups)
        self.leading = asyncio.Event()

    async def load(self) -> None:
        await self._news.begin()
        await super().load()

    async def _resume(self) -> None:
        """Nothing is this one's yet."""

    async def idle(self) -> None:
        """Until nothing waits in this one's parts."""
        await self._begun.wait()
        await super().idle()
        while await self._look_at_some() or self._mine or self._woken:
            await super().idle()

    async def is_last(self) -> bool:
        return await self._workers.number() <= 1

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(super().run())
            tasks.create_task(self._share())
            tasks.create_task(self._look())
            tasks.create_task(self._bell.run())

    # --- who does what ---

    async def _share(self) -> None:
        while True:
            if not self.leading.is_set() and await self._workers.lead():
                self._settled = SeenUpdates(await queues.settled(self._database.reads))
                log.info("this worker leads: it asks Telegram, and sends")
                self.leading.set()
            await self._balance(-(-PARTS // max(1, await self._workers.number())))
            await asyncio.sleep(_LOOK)

    async def _balance(self, share: int) -> None:
        if gone := set(sorted(self._parts)[share:]):
            await self._let_go(gone)
        gained = set[int]()
        if len(self._parts) < share:
            for part in self._free(await self._workers.taken()):
                if len(self._parts) + len(gained) < share and await self._workers.take(part):
                    gained.add(part)
        if gained:
            await self._gain(gained)

    def _free(self, taken: set[int]) -> list[int]:
        """Workers that begin together try different ones first."""
        begin = os.getpid() % PARTS
        return [part for each in range(PARTS) if (part := (begin + each) % PARTS) not in taken]

    async def _gain(self, gained: set[int]) -> None:
        async with self._one_by_one:
            await self._news.heed()
            if self._begun.is_set():
                await self._news.forget()
            self._parts |= gained
            await self._pick_up()
            self._begun.set()
        log.info("this worker has %d of %d parts", len(self._parts), PARTS)
        self._bell.came.set()
        self._wakeups.timed()

    async def _let_go(self, gone: set[int]) -> None:
        """What has begun there is ended first."""
        async with self._one_by_one:
            self._parts -= gone
        for thing in await self._lanes.let_go(lambda lane: part_of(lane) in gone):
            self._done_with(thing)
        for part in sorted(gone):
            await self._workers.give_back(part)

    async def _pick_up(self) -> None:
        """What waits for its turn in this one's parts: another worker looked at it, and ended."""
        waiting = await queues.waiting(self._database.reads)
        mine = [each for each in waiting if self._has(each.lane) and each.update_id not in self._mine]
        for each in await self._opened(mine):
            self._put(each)

    def _has(self, lane: int) -> bool:
        return part_of(self._chats.lane(lane)) in self._parts

    # --- what comes ---

    async def receive(self, batch: Sequence[bytes | msgspec.Raw]) -> int | None:
        """Kept as it came, for the worker that has its part; then it may be confirmed to Telegram."""
        async with self._one_by_one:
            await self._news.heed()
            now, ids = self._clock.now(), dict[int, Waiting]()
            bad: list[bytes | msgspec.Raw] = []
            for raw in batch:
                try:
                    update, whole = batches.read(raw)
                    lane = self._chats.lane(update.lane)
                    ids.setdefault(update.update_id, Waiting(update.update_id, lane, bytes(whole).decode(), now))
                except Exception:  # noqa: BLE001  (the door for bugs: what one update is like, the others go on)
                    bad.append(raw)
            await rerun(
                partial(self._keep_as_it_came, [each for each in ids.values() if self._is_new(each.update_id, now)])
            )
            worst = await super().receive(bad) if bad else None
        return max([*(each for each in ids if each >= 0), *([] if worst is None else [worst])], default=None)

    async def _keep_as_it_came(self, fresh: Sequence[Waiting]) -> None:
        if not fresh:
            return
        spans = self._settled.grown([each.update_id for each in fresh], now=fresh[0].received_at)
        async with self._database.unit() as unit:
            await queues.keep_unsorted(unit, map(self._sealed, fresh))
            await queues.settle(unit, spans)
        self._settled.take(spans, now=fresh[0].received_at)
        self._bell.came.set()
        self._bell.ring("came")

    async def _look(self) -> None:
        """At what came in this one's parts."""
        since, loop = 0, asyncio.get_running_loop()
        while True:
            self._bell.came.clear()
            await self.room()
            began = loop.time()
            if number := await self._look_at_some():
                await asyncio.sleep(rest_after(number, loop.time() - began))
                continue
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK):
                    await self._bell.came.wait()
                continue
            self._bell.rung("posted")
            self._bell.rung("timed")
            since += 1
            if since % _SELDOM == 0:
                async with self._one_by_one:
                    await self._pick_up()

    async def _look_at_some(self) -> int:
        """How many there were."""
        async with self._one_by_one:
            await self._news.heed()
            rows = await queues.unsorted_of(self._database.reads, self._parts, limit=_AT_ONCE) if self._parts else []
            await self._sort(await self._opened(rows))
        return len(rows)

    def wake(self, timer: Timer) -> None:
        """Where its lane is this one's."""
        if self._has(timer.chat_id):
            super().wake(timer)

    def _put(self, thing: Waiting | Timer) -> None:
        if isinstance(thing, Waiting):
            self._mine.add(thing.update_id)
        super()._put(thing)

    async def _take(self, thing: Waiting | Timer) -> None:
        await self._wakeups.stillness.over()
        await self._news.heed()
        await super()._take(thing)
        self._done_with(thing)

    def _done_with(self, thing: Waiting | Timer) -> None:
        if isinstance(thing, Waiting):
            self._mine.discard(thing.update_id)
        else:
            self._woken.discard(thing)


def rest_after(number: int, seconds: float) -> float:
    """Seconds between a look at so many updates, which took so long, and the next one.

    What comes meanwhile is looked at together, for a transaction costs much the same for one update as for many. Nobody
    rests while there is enough of them.
    """
    return 0.0 if number >= _AT_ONCE else min(_LONGEST_REST, _REST * seconds)
