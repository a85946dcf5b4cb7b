"""Receive, keep, take, run the handler, commit; the doors for refusals and for bugs. Nothing here knows a feature."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import msgspec

from bot.botapi import batches, readings
from bot.botapi.fast_updates import Message, Update
from bot.domain.polls import Cast
from bot.engine import freezing
from bot.engine.echoing import Echoing
from bot.engine.fast_path import Batch, Coming, Observer, Passing
from bot.engine.lanes import Lanes
from bot.engine.lifetime import Lifetime
from bot.engine.seen_updates import SeenUpdates
from bot.engine.sorting import Bad, Sorting
from bot.engine.steps import Steps
from bot.outbox.wakeups import Wakeups
from bot.sealing import Sealing
from bot.services import taking_over
from storage import chat_migration, queues
from storage.database import Database, Unit
from storage.errors import StoreTroubleError, rerun
from storage.queues import Timer, Waiting

log = logging.getLogger(__name__)


class Engine:
    """What the receive loops and the schedule hand over to; `run` works the lanes until it is cancelled."""

    def __init__(self, database: Database, steps: Steps, *, sealing: Sealing, wakeups: Wakeups) -> None:
        self._database, self._router, self._chats, self._clock = database, steps.router, steps.chats, steps.clock
        self._steps, self._sealing, self._wakeups = steps, sealing, wakeups
        self.lifetime = Lifetime(database, self._router.wiring, self._chats, self._clock, wakeups)
        self._settled = SeenUpdates()
        self._woken: set[Timer] = set()
        self._lanes: Lanes[Waiting | Timer] = Lanes(self._take)

    async def load(self) -> None:
        """Take up where the last run ended: what was settled, and what still waits."""
        await self._chats.load(self._database.reads)
        self._settled = SeenUpdates(await queues.settled(self._database.reads))
        for kept in await queues.waiting(self._database.reads):
            try:
                each = kept if kept.body.startswith("{") else replace(kept, body=self._sealing.open(kept.body))
            except ValueError as error:
                async with self._database.unit() as unit:
                    await queues.spoiled(unit, kept.update_id, error=str(error))
                continue
            self._lanes.put(self._chats.lane(each.lane), each)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._lanes.run())
            await freezing.watch(self._database.path, self._wakeups)

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
            self._lanes.put(self._chats.lane(timer.chat_id), timer)

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
        sorting = self._sorted(batch)
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
        sorting = self._sorted([raw])
        try:
            await rerun(partial(self._settle, sorting))
        except StoreTroubleError:
            raise
        except Exception as error:
            log.warning("an update cannot be settled", exc_info=error)
            bad = [Bad(each, bytes(raw), f"cannot be settled: {error!r}") for each in sorting.ids]
            await self._settle(Sorting(sorting.now, ids=sorting.ids, bad=bad))

    def _sorted(self, batch: Sequence[bytes | msgspec.Raw]) -> Sorting:
        sorting = Sorting(self._clock.now())
        for raw in batch:
            try:
                update, whole = batches.read(raw)
                body = bytes(whole).decode() if self._router.is_wanted(update) else None
            except Exception as error:  # noqa: BLE001  (the door for bugs: whatever one update does, the others go on)
                update_id = batches.id_of(raw)
                bad = Bad(batches.stand_in_id(raw) if update_id is None else update_id, bytes(raw), str(error))
                if self._is_first(bad.update_id, sorting):
                    sorting.bad.append(bad)
                continue
            if self._is_first(update.update_id, sorting):
                self._place(update, body, sorting)
        return sorting

    def _is_first(self, update_id: int, sorting: Sorting) -> bool:
        """Whether the update is new; a repeat is only confirmed once more."""
        if update_id in sorting.ids:
            return False
        sorting.ids[update_id] = not self._settled.has(update_id, now=sorting.now)
        return sorting.ids[update_id]

    def _place(self, update: Update, body: str | None, sorting: Sorting) -> None:
        if (chat := update.chat) is not None and self._chats.is_news(chat):
            sorting.news.append(update)
        talk = readings.plain(update.message)
        if talk is not None and body is None:
            sorting.heard.append(talk)  # nearly all that comes
            return
        if (aside := readings.aside(update, talk, is_wanted=body is not None)) is not None:
            sorting.aside.append(aside)
        if (echo := readings.echo(update)) is not None:
            sorting.echoes.append(echo)
        if update.message is not None:
            self._place_news(update.message, sorting)
        if body is not None:
            self._router.remember(update)
            sorting.kept.append(Waiting(update.update_id, update.lane, body, sorting.now))
        elif (vote := readings.cast(update)) is not None:
            sorting.cast.append(vote)
        else:
            sorting.passages += readings.passages(update)

    def _place_news(self, message: Message, sorting: Sorting) -> None:
        """What a message that is no member's own tells of the group: its move, and the channel linked to it."""
        if (move := readings.move(message)) is not None:
            sorting.moves.append(move)
        if message.is_automatic_forward:
            self._steps.strangers.linked(message.chat.id)

    async def _settle(self, sorting: Sorting) -> None:
        now = sorting.now
        fresh = [update_id for update_id, is_first in sorting.ids.items() if is_first]
        await self._move(sorting)
        observers = await self._prepared(sorting)
        async with self._database.unit() as unit:
            for update in sorting.news:
                if update.chat is not None and self._chats.is_new_group(update.chat):
                    await taking_over.wake(unit, now=now)
                    unit.after_commit(self._wakeups.timed)
                await self._chats.meet(unit, update, now=now)
            await self._settle_at_once(unit, sorting, observers)
            if sorting.kept:
                await queues.keep(unit, map(self._sealed, sorting.kept))
            for bad in sorting.bad:
                await self._keep_bad(unit, bad, now=now)
            spans = self._settled.grown(fresh, now=now)
            if spans:
                await queues.settle(unit, spans)
        self._settled.take(spans, now=now)
        for each in sorting.kept:
            self._lanes.put(self._chats.lane(each.lane), each)

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
