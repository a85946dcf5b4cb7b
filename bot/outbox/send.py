"""The sender: reads what was committed, does it at Telegram's pace, writes down what came of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import msgspec
from telegram import Bot

from bot.clock import Clock
from bot.outbox import actions
from bot.outbox.call import PointlessError
from bot.outbox.callbacks import follow
from bot.outbox.delivery import Delivery
from bot.outbox.dependencies import Settings
from bot.outbox.errors import Outcome
from bot.outbox.failures import Failures
from bot.outbox.limits import Limits
from bot.outbox.notices import Notices
from bot.outbox.pace import Pace
from bot.outbox.record import Recorder
from bot.outbox.retry_after import still_resting
from bot.outbox.send_queue import SendQueue
from bot.outbox.unseal import opened
from storage import outbox, queues
from storage.database import Database
from storage.errors import StoreLostError
from storage.outbox import Due, Result

_READ_AT_ONCE = 1000
_STOPPED = "the bot stopped before the answer came"
_log = logging.getLogger(__name__)


class Outbox:
    """Start `run` in the application's task group; `Settings.wakeups` wakes it when something was posted."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        *,
        clock: Clock,
        settings: Settings,
        monotonic: Callable[[], float] | None = None,
    ) -> None:
        self._database, self._bot, self._clock, self._settings = database, bot, clock, settings
        self._monotonic = monotonic or asyncio.get_running_loop().time
        self._lanes = SendQueue(Pace(is_limited=settings.is_paced))
        self._recorder = Recorder(database, clock.now, settings.wakeups)
        self._notices = Notices(database, clock=clock, settings=settings)
        self._limits = Limits(database)
        failures = Failures(
            database,
            lanes=self._lanes,
            recorder=self._recorder,
            notices=self._notices,
            limits=self._limits,
            clock=clock,
            monotonic=self._monotonic,
            settings=settings,
        )
        self._delivery = Delivery(
            database,
            bot,
            lanes=self._lanes,
            recorder=self._recorder,
            failures=failures,
            clock=clock,
            monotonic=self._monotonic,
            settings=settings,
        )
        self._read_up_to = self._in_flight = 0
        self._has_news, self._is_stopping = True, False
        self._nudge, self._quiet = asyncio.Event(), asyncio.Event()
        settings.wakeups.when_posted(self.wake)

    @property
    def waiting(self) -> int:
        """How many actions wait in memory."""
        return self._lanes.waiting + self._in_flight

    def wake(self) -> None:
        """There may be something new in the store."""
        self._has_news = True
        self._quiet.clear()
        self._nudge.set()

    def stop(self) -> None:
        """Begin nothing more; `run` ends when what is in flight has been written down."""
        self._is_stopping = True
        self._nudge.set()

    async def idle(self) -> None:
        """Until everything that waits is done, given up, or not due yet."""
        await self._quiet.wait()

    async def run(self) -> None:
        await self._settle_doubts()
        await self._limits.load(now=self._clock.now())
        for chat_id, seconds in still_resting(self._limits, now=self._clock.now()).items():
            self._lanes.rest(chat_id, until=self._monotonic() + seconds)
        async with asyncio.TaskGroup() as writing:
            writing.create_task(self._recorder.run())
            async with asyncio.TaskGroup() as sending:
                await self._dispatch(sending)
            self._recorder.close()

    async def _settle_doubts(self) -> None:
        """What a stop in the middle left open is not sent again, and whoever waits for it hears so."""
        now = self._clock.now()
        async with self._database.unit() as unit:
            unsure = await outbox.drop_unsure(unit, now=now)
            for due in unsure:
                body = opened(due, self._settings.read).body
                lost = actions.Done(error=Outcome.IN_DOUBT.name.lower(), why=_STOPPED)
                timer = follow(due, actions.decode(body), lost, now=now) if '"then"' in body else None
                if timer is not None:
                    await queues.set_timer(unit, timer)
                    unit.after_commit(self._settings.wakeups.timed)
        if unsure:
            _log.warning("%d messages may or may not have been sent before the stop; not sent again", len(unsure))

    async def _dispatch(self, sending: asyncio.TaskGroup) -> None:
        while not self._is_stopping:
            self._nudge.clear()
            await self._read_news(sending)
            while self._in_flight < self._settings.at_once and not self._settings.wakeups.stillness.is_frozen:
                due = self._lanes.take(now=self._monotonic())
                if due is None:
                    break
                self._in_flight += 1
                self._quiet.clear()
                sending.create_task(self._deliver(due))
            if not self._in_flight and not self._has_news:
                self._quiet.set()
            await self._wait_for_nudge()

    async def _read_news(self, sending: asyncio.TaskGroup) -> None:
        while self._has_news:
            self._has_news = False
            rows = await outbox.unsent(self._database.reads, after_id=self._read_up_to)
            if rows:
                self._read_up_to = rows[-1].id
                dues = [opened(each, self._settings.read) for each in rows]
                if needless := self._lanes.add(dues, now=self._monotonic()):
                    self._in_flight += 1
                    sending.create_task(self._merge(needless))
            if len(rows) == _READ_AT_ONCE:
                self._has_news = True

    async def _merge(self, needless: list[Due]) -> None:
        """Another one says the same, or more."""
        results = [Result(each.id, "sent", error="merged", tries=0) for each in needless]
        await asyncio.gather(*(self._recorder.settled(each) for each in results))
        self._in_flight -= 1
        self._nudge.set()

    async def _wait_for_nudge(self) -> None:
        now = self._monotonic()
        next_at = self._lanes.next_at(now=now)
        is_full = self._in_flight >= self._settings.at_once
        if next_at is None or is_full or self._settings.wakeups.stillness.is_frozen:
            await self._nudge.wait()
            return
        alarm = asyncio.get_running_loop().call_later(max(next_at - now, 0), self._nudge.set)
        try:
            await self._nudge.wait()
        finally:
            alarm.cancel()

    async def _deliver(self, due: Due) -> None:
        try:
            is_settled = await self._delivery.attempt(due)
        except StoreLostError:
            raise
        except OSError as error:
            is_settled = await self._delivery.without_file(due, error)
        except (msgspec.MsgspecError, PointlessError) as error:
            is_settled = await self._delivery.drop(due, str(error))
        except Exception as error:  # noqa: BLE001 - the door for bugs: one bad row must not stop the others
            _log.exception("outbox row %d cannot be sent", due.id)
            await self._notices.spoiled(due.id, type(error).__name__)
            is_settled = await self._delivery.drop(due, repr(error))
        if is_settled:
            self._delivery.forget(due)
            self._lanes.free(due, now=self._monotonic())
        self._in_flight -= 1
        self._nudge.set()
