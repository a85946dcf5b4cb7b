"""What follows when Telegram did not do an action: wait, go elsewhere, give up, and who hears of it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Final

from telegram.error import ChatMigrated, TelegramError

from bot.clock import Clock
from bot.outbox import actions
from bot.outbox.attempt import Attempt, backoff, deleted_by, is_stale, must_not_double
from bot.outbox.callbacks import follow
from bot.outbox.dependencies import Settings
from bot.outbox.errors import Outcome, is_forbidden, judge
from bot.outbox.instead import instead, limit_of
from bot.outbox.limits import DAY, Limits
from bot.outbox.notices import Notices
from bot.outbox.record import Recorder
from bot.outbox.retry_after import rest_asked_for
from bot.outbox.send_queue import SendQueue
from bot.outbox.unseal import opened
from storage import chat_migration, outbox, queues, topics
from storage.database import Database, Unit
from storage.outbox import Result

_LONGEST_PAUSE: Final = 30.0
_LONGEST_SILENCE: Final = 8.0
_TOKEN_PAUSE: Final = 60.0
_TOPICS: Final = frozenset({Outcome.TOPIC_LOST, Outcome.TOPIC_CLOSED})
_log = logging.getLogger(__name__)


class Failures:
    """Decides by the error's outcome. Each way ends with the action settled, or back in its lane."""

    def __init__(
        self,
        database: Database,
        *,
        lanes: SendQueue,
        recorder: Recorder,
        notices: Notices,
        limits: Limits,
        clock: Clock,
        monotonic: Callable[[], float],
        settings: Settings,
    ) -> None:
        self._database = database
        self._lanes = lanes
        self._recorder = recorder
        self._clock = clock
        self._monotonic = monotonic
        self._settings = settings
        self._notices, self._limits = notices, limits
        self._failures = 0
        self.lost_topics: set[tuple[int, int]] = set()
        self._ways = self._consequences()

    def _consequences(self) -> dict[Outcome, Callable[[Attempt, TelegramError], Awaitable[bool]]]:
        return {
            Outcome.DONE: self._count_as_done,
            Outcome.GONE: self._drop,
            Outcome.STANDS: self._drop,
            Outcome.FLOOD: self._wait_as_told,
            Outcome.NOT_SENT: self._hold_everybody,
            Outcome.NOT_DONE: self._try_later,
            Outcome.IN_DOUBT: self._doubt,
            Outcome.CHAT_LOST: self._park,
            Outcome.TOPIC_LOST: self._leave_topic,
            Outcome.TOPIC_CLOSED: self._leave_topic,
            Outcome.MIGRATED: self._follow,
            Outcome.BAD_MARKUP: self._say_plainly,
            Outcome.REPLY_LOST: self._refuse,
            Outcome.NO_MEDIA: self._miss_right,
            Outcome.NO_REACTION: self._refuse,
            Outcome.NO_RIGHT: self._miss_right,
            Outcome.BAD_TOKEN: self._hold_for_token,
            Outcome.REFUSED: self._refuse,
        }

    def answered(self) -> None:
        """Telegram can be reached."""
        self._failures = 0

    async def follows(self, attempt: Attempt, error: TelegramError) -> bool:
        """Whether the action is settled; if not it is in its lane again."""
        outcome = judge(error)
        if outcome is not Outcome.NOT_SENT:
            self.answered()
        plainer = instead(attempt.action, outcome)
        if plainer is None or outcome in _TOPICS:
            return await self._ways[outcome](attempt, error)
        await self._learn(attempt, error, outcome)
        attempt.becomes(plainer)
        return await self._again(attempt)

    def heed_limits(self, attempt: Attempt) -> None:
        """What the chat is known not to take is not tried."""
        if self._limits.forbids(attempt.due.chat_id, limit_of(attempt.action), now=self._clock.now()):
            attempt.becomes(instead(attempt.action, Outcome.NO_RIGHT) or attempt.action)

    async def _learn(self, attempt: Attempt, error: TelegramError, outcome: Outcome) -> None:
        if outcome is Outcome.REFUSED:
            await self._notices.refused(attempt, error.message)
        kind = limit_of(attempt.action)
        if kind and is_forbidden(error):
            await self._limits.learn(attempt.due.chat_id, kind, until=self._clock.now() + DAY)

    # --- settled ---

    async def _count_as_done(self, attempt: Attempt, error: TelegramError) -> bool:
        timer = follow(attempt.due, attempt.action, actions.Done(), now=self._clock.now())
        result = Result(attempt.due.id, "sent", error=error.message, tries=attempt.tries)
        await self._recorder.settled(result, timer=timer)
        return True

    async def _drop(self, attempt: Attempt, error: TelegramError) -> bool:
        return await self._give_up(attempt, error.message, judge(error))

    async def _give_up(self, attempt: Attempt, why: str, outcome: Outcome) -> bool:
        came = actions.Done(error=outcome.name.lower(), why=why)
        timer = follow(attempt.due, attempt.action, came, now=self._clock.now())
        result = Result(attempt.due.id, "dropped", error=why, tries=attempt.tries)
        # Deleted already: perhaps by a try that a crash left unrecorded.
        forgotten = deleted_by(attempt) if outcome is Outcome.GONE else None
        await self._recorder.settled(result, forgotten=forgotten, timer=timer)
        return True

    async def _refuse(self, attempt: Attempt, error: TelegramError) -> bool:
        _log.error("Telegram refused outbox row %d: %s", attempt.due.id, error.message)
        await self._notices.refused(attempt, error.message)
        return await self._drop(attempt, error)

    async def _miss_right(self, attempt: Attempt, error: TelegramError) -> bool:
        await self._notices.no_right(attempt, error.message)
        return await self._drop(attempt, error)

    async def _park(self, attempt: Attempt, error: TelegramError) -> bool:
        """The whole lane is given up at once: each of its actions would meet the same."""
        chat_id = attempt.due.chat_id
        async with self._database.unit() as unit:
            await self._tell_of_loss(unit, chat_id, error.message)
            await outbox.park(unit, chat_id=chat_id)
            await outbox.drop_lane(unit, chat_id=chat_id, error=error.message, now=self._clock.now())
        self._lanes.clear(chat_id)
        self._settings.when_parked(chat_id)
        self._settings.wakeups.timed()
        return True

    async def _tell_of_loss(self, unit: Unit, chat_id: int, why: str) -> None:
        """Whoever waits to hear what came of an action hears that nothing did."""
        for due in await outbox.unsent_in(unit, chat_id=chat_id):
            body = opened(due, self._settings.read).body
            if '"then"' not in body:
                continue
            lost = actions.Done(error=Outcome.CHAT_LOST.name.lower(), why=why)
            timer = follow(due, actions.decode(body), lost, now=self._clock.now())
            if timer is not None:
                await queues.set_timer(unit, timer)

    # --- tried again ---

    async def _again(self, attempt: Attempt, *, after: float = 0.0) -> bool:
        if after:
            await self._unmark(attempt)
        now = self._monotonic()
        self._lanes.again(attempt.due, now=now, at=now + after)
        return False

    async def _unmark(self, attempt: Attempt) -> None:
        if attempt.is_marked:
            attempt.is_marked = False
            await self._recorder.not_sent(attempt.due.id)

    async def _wait_as_told(self, attempt: Attempt, error: TelegramError) -> bool:
        chat_id, now = attempt.due.chat_id, self._clock.now()
        return await self._again(attempt, after=await rest_asked_for(error, self._limits, chat_id=chat_id, now=now))

    async def _hold_everybody(self, attempt: Attempt, error: TelegramError) -> bool:
        if is_stale(attempt, now=self._clock.now()):
            return await self._drop(attempt, error)
        self._failures += 1
        pause = min(0.25 * 2 ** min(self._failures, 10), _LONGEST_SILENCE)
        self._lanes.hold_all(self._monotonic() + pause)
        await self._unmark(attempt)
        return await self._again(attempt)

    async def _hold_for_token(self, attempt: Attempt, error: TelegramError) -> bool:
        _log.error("Telegram does not take the token any longer: %s", error.message)
        self._lanes.hold_all(self._monotonic() + _TOKEN_PAUSE)
        return await self._again(attempt, after=_TOKEN_PAUSE)

    async def _try_later(self, attempt: Attempt, error: TelegramError) -> bool:
        if is_stale(attempt, now=self._clock.now()):
            return await self._drop(attempt, error)
        return await self._again(attempt, after=backoff(attempt, longest=_LONGEST_PAUSE))

    async def _doubt(self, attempt: Attempt, error: TelegramError) -> bool:
        if must_not_double(attempt):
            return await self._give_up(attempt, f"in doubt: {error.message}", Outcome.IN_DOUBT)
        if is_stale(attempt, now=self._clock.now()):
            return await self._drop(attempt, error)
        return await self._again(attempt, after=backoff(attempt, longest=_LONGEST_SILENCE))

    async def _leave_topic(self, attempt: Attempt, error: TelegramError) -> bool:
        is_lost = judge(error) is Outcome.TOPIC_LOST
        if is_lost:
            await self._note_lost(attempt)
        if not isinstance(attempt.action, actions.Message) or not (attempt.topic or attempt.action.reply_to):
            return await (self._drop if is_lost else self._miss_right)(attempt, error)
        if attempt.topic:
            if is_lost:
                self.lost_topics.add((attempt.due.chat_id, attempt.topic))
            await self._notices.topic(attempt, is_lost=is_lost)
        attempt.leave_topic()
        return await self._again(attempt)

    async def _note_lost(self, attempt: Attempt) -> None:
        topic = attempt.action.topic if isinstance(attempt.action, actions.Topic) else attempt.topic
        async with self._database.unit() as unit:
            await topics.lost(unit, chat_id=attempt.due.chat_id, topic=topic)

    async def _follow(self, attempt: Attempt, error: TelegramError) -> bool:
        """Everything of the group goes to its new id in one transaction, what waits in memory right after it."""
        if not isinstance(error, ChatMigrated):
            return await self._drop(attempt, error)
        old, new, now = attempt.due.chat_id, error.new_chat_id, self._clock.now()
        has_moved = await chat_migration.try_to_move(self._database, old=old, new=new, now=now)
        self._settings.wakeups.timed()
        if not has_moved:
            return await self._try_later(attempt, error)
        await self._again(attempt)
        self._lanes.move(old, new, now=self._monotonic())
        self._limits.moved(old, new)
        self._settings.when_migrated(old, new)
        return False

    async def _say_plainly(self, attempt: Attempt, error: TelegramError) -> bool:
        if attempt.is_plain:
            return await self._refuse(attempt, error)
        _log.error("our markup is broken in outbox row %d: %s", attempt.due.id, error.message)
        await self._notices.bad_markup(attempt, error.message)
        attempt.is_plain = True
        return await self._again(attempt)
