"""Receive, keep, take, run the handler, commit; the doors for refusals and for bugs. Nothing here knows a feature."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial

import msgspec

from bot.domain.polls import Cast
from bot.engine import freezing
from bot.engine.echoing import Echoing
from bot.engine.fast_path import Batch, Coming, Observer, Passing
from bot.engine.lanes import Lanes
from bot.engine.lifetime import Lifetime
from bot.engine.seen_updates import SeenUpdates
from bot.engine.sorter import Sorter
from bot.engine.sorting import Bad, Sorting
from bot.engine.steps import Steps
from bot.outbox.wakeups import Wakeups
from bot.sealing import Sealing
from bot.services import taking_over
from storage import chat_migration, queues
from storage.database import Database, Unit
from storage.errors import StoreTroubleError, rerun
from storage.queues import Span, Timer, Waiting

log = logging.getLogger(__name__)


class Engine:
    """What the receive loops and the schedule hand over to; `run` works the lanes until it is cancelled.

    Whoever is `leading` asks Telegram, and sends: where nobody shares the store, from the start.
    """

    def __init__(self, database: Database, steps: Steps, *, sealing: Sealing, wakeups: Wakeups) -> None:
        self._database, self._router, self._chats, self._clock = database, steps.router, steps.chats, steps.clock
        self._steps, self._sealing, self._wakeups = steps, sealing, wakeups
        self.lifetime = Lifetime(database, self._router.wiring, self._chats, self._clock, wakeups)
        self._settled = SeenUpdates()
        self._sorter = Sorter(self._router, self._chats, steps.strangers)
        self._in_hand: Collection[int] = frozenset()
        self.leading = asyncio.Event()
        self.leading.set()
        self._woken: set[Timer] = set()
        self._lanes: Lanes[Waiting | Timer] = Lanes(self._take)

    async def load(self) -> None:
        """Take up where the last run ended: what was settled, and what still waits."""
        await freezing.look(self._database, self._wakeups)
        await self._chats.load(self._database.reads)
        self._settled = SeenUpdates(await queues.settled(self._database.reads))
        await self._resume()

    async def _resume(self) -> None:
        for kept in await self._opened(await queues.waiting(self._database.reads)):
            self._put(kept)
        await self._sort(await self._opened(await queues.unsorted(self._database.reads)))

    async def _opened(self, waiting: Iterable[Waiting]) -> list[Waiting]:
        """As they came; one that cannot be unsealed is set aside."""
        found = []
        for kept in waiting:
            try:
                found.append(kept if kept.body.startswith("{") else replace(kept, body=self._sealing.open(kept.body)))
            except ValueError as error:
                async with self._database.unit() as unit:
                    await queues.spoiled(unit, kept.update_id, error=str(error))
        return found

    async def _sort(self, rows: Sequence[Waiting]) -> None:
        """Updates that were kept as they came, by this worker or another: only now they are looked at."""
        self._in_hand = frozenset(each.update_id for each in rows)
        try:
            if rows:
                await Engine.receive(self, [each.body.encode() for each in rows])
        finally:
            self._in_hand = frozenset()

    def _put(self, thing: Waiting | Timer) -> None:
        lane = thing.chat_id if isinstance(thing, Timer) else thing.lane
        self._lanes.put(self._chats.lane(lane), thing)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._lanes.run())
            await freezing.watch(self._database, self._wakeups)

    async def is_last(self) -> bool:
        """Whether nobody goes on with the store when this one stops."""
        return True

    async def idle(self) -> None:
        """Until nothing waits any more."""
        await self._lanes.idle()

    async def finish(self) -> None:
        """Begin no more turns, and wait for those that have begun."""
        await self._lanes.finish()

    async def room(self) -> None:
        """Until there is room for another batch."""
        await self._lanes.room()

    def wake(self, timer: Timer) -> None:
        """A timer is due; one that waits in its lane already is not put there twice."""
        if timer not in self._woken:
            self._woken.add(timer)
            self._put(timer)

    async def _take(self, thing: Waiting | Timer) -> None:
        await self._wakeups.stillness.over()
        await self._steps.take(thing)
        if isinstance(thing, Timer):
            self._woken.discard(thing)

    async def receive(self, batch: Sequence[bytes | msgspec.Raw]) -> int | None:
        """Keep or settle a whole batch in one transaction; after it the updates may be confirmed to Telegram.

        Returns the highest update id among them. Where the batch fails as a whole (one of them breaks a rule of the
        store, or meets a bug of ours) each is tried by itself, so that one bad update is recorded and the others are
        not lost. Raises `storage.database.StoreTroubleError` when nothing can be kept: then nothing may be confirmed.
        """
        sorting = self._sorter.sorted(batch, self._is_new, now=self._clock.now())
        try:
            await rerun(partial(self._settle, sorting))
        except StoreTroubleError:
            raise
        except Exception as error:  # noqa: BLE001  (the door for bugs: one bad update never takes others along)
            log.warning("a batch failed as a whole (%s); taking its updates one by one", type(error).__name__)
            for each in batch:
                await self._receive_alone(each)
        return max((each for each in sorting.ids if each >= 0), default=None)

    async def _receive_alone(self, raw: bytes | msgspec.Raw) -> None:
        sorting = self._sorter.sorted([raw], self._is_new, now=self._clock.now())
        try:
            await rerun(partial(self._settle, sorting))
        except StoreTroubleError:
            raise
        except Exception as error:
            log.warning("an update cannot be settled", exc_info=error)
            bad = [Bad(each, bytes(raw), f"cannot be settled: {error!r}") for each in sorting.ids]
            await self._settle(Sorting(sorting.now, ids=sorting.ids, bad=bad))

    def _is_new(self, update_id: int, now: int) -> bool:
        return update_id in self._in_hand or not self._settled.has(update_id, now=now)

    async def _settle(self, sorting: Sorting) -> None:
        now = sorting.now
        await self._move(sorting)
        observers = await self._prepared(sorting)
        async with self._database.unit() as unit:
            for update in sorting.news:
                if update.chat is not None and self._chats.is_new_group(update.chat):
                    await taking_over.wake(unit, now=now)
                    unit.after_commit(self._wakeups.timed)
                await self._chats.meet(unit, update, now=now)
            await self._settle_at_once(unit, sorting, observers)
            for bad in sorting.bad:
                await self._keep_bad(unit, bad, now=now)
            spans = await self._keep(unit, sorting)
        self._settled.take(spans, now=now)
        for each in sorting.kept:
            self._put(each)

    async def _keep(self, unit: Unit, sorting: Sorting) -> list[Span]:
        """What waits for its turn, and that all of them came; what is in hand is known to have come."""
        fresh = [update_id for update_id, is_first in sorting.ids.items() if is_first]
        if self._in_hand:
            kept = {each.update_id for each in sorting.kept} | {each.update_id for each in sorting.bad}
            await queues.sort(unit, kept=kept, settled=[each for each in fresh if each not in kept])
            return []
        if sorting.kept:
            await queues.keep(unit, map(self._sealed, sorting.kept))
        if spans := self._settled.grown(fresh, now=sorting.now):
            await queues.settle(unit, spans)
        return spans

    async def _settle_at_once(self, unit: Unit, sorting: Sorting, observers: Sequence[tuple[Observer, object]]) -> None:
        """What waits for no turn: comings and goings first, for they tell who is who."""
        if sorting.passages:
            await self._pass(unit, sorting)
        for observer, prepared in observers:
            await self._observe(Batch(unit, sorting.heard, self._chats, prepared, self._steps.bot_id), observer)
        for hark in self._router.wiring.echoing if sorting.echoes else ():
            await hark(Echoing(unit, sorting.echoes, sorting.now))
        if sorting.cast:
            await self._count(unit, sorting.cast, now=sorting.now)

    def _sealed(self, kept: Waiting) -> Waiting:
        """As it is written: what somebody says to the bot alone stands in no file in the clear, not for a moment."""
        return replace(kept, body=self._sealing.close(kept.body)) if kept.lane > 0 else kept

    async def _prepared(self, sorting: Sorting) -> list[tuple[Observer, object]]:
        """The observers, where there is something to observe, each with what it worked out beforehand."""
        heard, aside = sorting.heard, sorting.aside
        observers = [each for each in self._router.wiring.observers if heard or (aside and each.hears_aside)]
        reads, passages = self._database.reads, sorting.passages
        coming = Coming(heard, self._chats, self._steps.strangers, reads, aside, passages)
        return [(each, await each.prepare(coming) if each.prepare else None) for each in observers]

    async def _move(self, sorting: Sorting) -> None:
        """In a transaction before the batch's, for the rest of it goes by the new id; repeating it changes nothing.

        One that fails is tried again by its own timer, and the updates are dealt with by the ids they name.
        """
        unheard = await self._steps.unheard_moves.among(sorting.news, sorting.moves) if sorting.news else []
        for old, new in sorting.moves + unheard:
            if await chat_migration.try_to_move(self._database, old=old, new=new, now=sorting.now):
                self._chats.moved(old, new)
            self._wakeups.timed()
        sorting.moves.clear()
        sorting.follow(self._chats.now_at)

    async def _observe(self, batch: Batch, observer: Observer) -> None:
        await observer.settle(batch)
        if batch.is_timed:
            batch.unit.after_commit(self._wakeups.timed)

    async def _count(self, unit: Unit, cast: Sequence[Cast], *, now: int) -> None:
        for count in self._router.wiring.counters:
            if await count(unit, cast, now):
                unit.after_commit(self._wakeups.timed)

    async def _pass(self, unit: Unit, sorting: Sorting) -> None:
        passing = Passing(unit, sorting.passages, self._chats, self._sealing, sorting.now)
        for passed in self._router.wiring.passing:
            await passed(passing)
        if passing.is_timed:
            unit.after_commit(self._wakeups.timed)

    async def _keep_bad(self, unit: Unit, bad: Bad, *, now: int) -> None:
        """One that cannot be read: recorded once for the operators, and never in the way of the others."""
        log.error("update %s is set aside: %s", bad.update_id, bad.error)
        body = self._sealing.close(bad.raw.decode(errors="replace"))
        await queues.keep(unit, [Waiting(bad.update_id, 0, body, now)])
        await queues.spoiled(unit, bad.update_id, error=bad.error)
