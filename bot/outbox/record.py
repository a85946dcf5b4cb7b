"""Writes down what happened to actions, many lanes in one transaction; what to do next is decided elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.outbox.wakeups import Wakeups
from storage import counts, outbox, queues
from storage.database import Database
from storage.outbox import Kept, Posted, Result
from storage.queues import Timer


@dataclass(slots=True)
class Batch:
    """What is written together; `written` is set once it is committed."""

    sending: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    forgotten: list[tuple[int, str]] = field(default_factory=list)
    posted: list[Posted] = field(default_factory=list)
    timers: list[Timer] = field(default_factory=list)
    written: asyncio.Event = field(default_factory=asyncio.Event)


class Recorder:
    """While one transaction is written, the next batch gathers: a busy outbox pays one commit for many messages."""

    def __init__(self, database: Database, now: Callable[[], int], wakeups: Wakeups) -> None:
        self._database = database
        self._now = now
        self._wakeups = wakeups
        self._batch = Batch()
        self._news = asyncio.Event()
        self._is_closing = False

    async def sending(self, due_id: int) -> None:
        batch = self._gather()
        batch.sending.append(due_id)
        await batch.written.wait()

    async def not_sent(self, due_id: int) -> None:
        """The mark of `sending` is taken back."""
        batch = self._gather()
        batch.waiting.append(due_id)
        await batch.written.wait()

    async def settled(
        self,
        result: Result,
        *,
        kept: Kept | None = None,
        forgotten: tuple[int, str] | None = None,
        posted: Posted | None = None,
        timer: Timer | None = None,
    ) -> None:
        batch = self._gather()
        batch.results.append(result)
        if kept:
            batch.kept.append(kept)
        if forgotten:
            batch.forgotten.append(forgotten)
        if posted:
            batch.posted.append(posted)
        if timer:
            batch.timers.append(timer)
        await batch.written.wait()

    def _gather(self) -> Batch:
        self._news.set()
        return self._batch

    async def run(self) -> None:
        """Until `close`; what was gathered is written even when cancelled, for Telegram has done it already."""
        try:
            while not self._is_closing:
                await self._news.wait()
                self._news.clear()
                await self._write()
        finally:
            await self._write()

    def close(self) -> None:
        self._is_closing = True
        self._news.set()

    async def _write(self) -> None:
        batch, self._batch = self._batch, Batch()
        now = self._now()
        async with self._database.unit() as unit:
            if batch.sending:
                await outbox.mark_sending(unit, batch.sending)
            if batch.waiting:
                await outbox.mark_waiting(unit, batch.waiting)
            if batch.results:
                await outbox.record(unit, batch.results, now=now)
            if batch.kept:
                await outbox.keep_posts(unit, batch.kept, now=now)
                await counts.posted(unit, batch.kept, at=now)
            if batch.forgotten:
                await outbox.forget_posts(unit, batch.forgotten)
            if batch.posted:
                await outbox.post(unit, batch.posted, now=now)
                unit.after_commit(self._wakeups.posted)
            for timer in batch.timers:
                await queues.set_timer(unit, timer)
                unit.after_commit(self._wakeups.timed)
        batch.written.set()
