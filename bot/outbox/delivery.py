"""One action's way to Telegram: what it needs to know, the calls, and what is written down when it is done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from telegram import Bot
from telegram.error import TelegramError

from bot.botapi.client import raw
from bot.clock import Clock
from bot.outbox import actions
from bot.outbox.attempt import Attempt, begin, deleted_by, must_not_double
from bot.outbox.call import Call, PointlessError, Where
from bot.outbox.callbacks import came_of, follow
from bot.outbox.dependencies import Settings
from bot.outbox.drawing import drawn
from bot.outbox.failures import Failures
from bot.outbox.instead import in_words
from bot.outbox.record import Recorder
from bot.outbox.render import calls
from bot.outbox.send_queue import SendQueue
from bot.pictures.forms import Picture
from storage import outbox
from storage.database import Database
from storage.errors import StoreLostError
from storage.outbox import Due, Kept, Posted, Result

_log = logging.getLogger(__name__)


class Delivery:
    """Remembers actions between their tries; each call of `attempt` is one try."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        *,
        lanes: SendQueue,
        recorder: Recorder,
        failures: Failures,
        clock: Clock,
        monotonic: Callable[[], float],
        settings: Settings,
    ) -> None:
        self._database = database
        self._bot = bot
        self._lanes = lanes
        self._recorder = recorder
        self._aftermath = failures
        self._clock = clock
        self._monotonic = monotonic
        self._settings = settings
        self._attempts: dict[int, Attempt] = {}

    def forget(self, due: Due) -> None:
        """The action is settled."""
        self._attempts.pop(due.id, None)

    async def attempt(self, due: Due) -> bool:
        """Whether the action is settled; if not it is in its lane again."""
        attempt = self._attempts.get(due.id) or begin(due, actions.decode(due.body))
        self._attempts[due.id] = attempt
        attempt.due = due
        attempt.tries += 1
        self._aftermath.heed_limits(attempt)
        where = await self._where(attempt)
        if where is None:
            return await self._without_message(attempt)
        todo = calls(attempt.action, where)
        if must_not_double(attempt) and not attempt.is_marked:
            attempt.is_marked = True
            await self._recorder.sending(due.id)
        try:
            answer = await self._call(todo)
        except TelegramError as error:
            return await self._aftermath.follows(attempt, error)
        self._aftermath.answered()
        return await self._done(attempt, answer)

    async def _call(self, todo: list[Call]) -> bytes:
        answer = b""
        for call in todo:
            answer = await raw(self._bot, call.method, call.params, files=call.files)
        return answer

    async def _where(self, attempt: Attempt) -> Where | None:
        """What is known at this moment; None where the message meant is not known (yet)."""
        due, action = attempt.due, attempt.action
        if (due.chat_id, attempt.topic) in self._aftermath.lost_topics:
            attempt.leave_topic()
        message_id = getattr(action, "message_id", 0)
        if named := getattr(action, "named", ""):
            kept = await outbox.kept_post(self._database.reads, chat_id=due.chat_id, name=named)
            if kept is None:
                return None
            message_id = kept.message_id
        return Where(
            chat_id=due.chat_id,
            locale=await self._locale(attempt),
            now=self._clock.now(),
            topic=attempt.topic,
            message_id=message_id,
            is_plain=attempt.is_plain,
            content=await self._content(attempt),
        )

    async def _locale(self, attempt: Attempt) -> str:
        return attempt.action.locale or await self._settings.locale_for(attempt.due.chat_id)

    async def _content(self, attempt: Attempt) -> bytes:
        action = attempt.action
        if isinstance(action, actions.Photo | actions.Edit) and action.drawn is not None:
            return await self._drawn(attempt, action.drawn)
        if not isinstance(action, actions.Photo | actions.Document) or not action.path:
            return b""
        path = (self._settings.folder / action.path).resolve()
        if not path.is_relative_to(self._settings.folder.resolve()):
            message = f"{action.path!r} is not below the data folder"
            raise PointlessError(message)
        return await asyncio.to_thread(path.read_bytes)

    async def _drawn(self, attempt: Attempt, picture: Picture) -> bytes:
        """Nothing where the words have to do: a picture that cannot be drawn is no reason to keep silent."""
        chat_id = attempt.due.chat_id
        try:
            return await drawn(picture, locale=await self._locale(attempt), theme=self._settings.theme_for(chat_id))
        except StoreLostError:
            raise
        except Exception:  # noqa: BLE001 - the door for bugs in drawing: the words still go out
            _log.exception("the picture of outbox row %d cannot be drawn", attempt.due.id)
            if (worded := in_words(attempt.action)) is not None:
                attempt.becomes(worded)
            return b""

    async def _without_message(self, attempt: Attempt) -> bool:
        """The message meant may still wait in this lane with less haste: then the action goes right after it."""
        due, named = attempt.due, getattr(attempt.action, "named", "")
        earlier = await outbox.unsent_before(self._database.reads, due)
        for each in reversed(earlier):
            if each.body.startswith("{") and getattr(actions.decode(each.body), "name", "") == named:
                now = self._monotonic()
                self._lanes.again(due, now=now, at=now, behind=each.id)
                return False
        return await self.drop(due, f"no message is known as {named}")

    async def without_file(self, due: Due, error: OSError) -> bool:
        """A file that cannot be read is left out where there are words beside it."""
        attempt = self._attempts[due.id]
        worded = in_words(attempt.action) if getattr(attempt.action, "caption", None) else None
        if worded is None:
            return await self.drop(due, str(error))
        _log.error("the file of outbox row %d cannot be read: %s", due.id, error)
        attempt.becomes(worded)
        now = self._monotonic()
        self._lanes.again(due, now=now, at=now)
        return False

    async def drop(self, due: Due, error: str) -> bool:
        attempt, timer = self._attempts.get(due.id), None
        if attempt is not None:
            timer = follow(due, attempt.action, actions.Done(error="spoiled", why=error), now=self._clock.now())
        await self._recorder.settled(Result(due.id, "dropped", error=error), timer=timer)
        return True

    async def _done(self, attempt: Attempt, answer: bytes) -> bool:
        due, action = attempt.due, attempt.action
        sent = came_of(action, answer)
        message_id = sent.message_id or sent.message_thread_id or None
        topic = attempt.topic if isinstance(action, actions.Message) else sent.message_thread_id
        name = getattr(action, "name", "")
        kept = Kept(due.chat_id, name, message_id, topic) if message_id and name else None
        posted = None
        if message_id and getattr(action, "pin", False):
            pin = actions.Pin(chat_id=due.chat_id, message_id=message_id)
            posted = Posted(due.chat_id, due.priority, actions.encode(pin).decode(), "resend")
        result = Result(due.id, "sent", message_id=message_id, tries=attempt.tries)
        timer = follow(due, action, sent, now=self._clock.now())
        await self._recorder.settled(result, kept=kept, forgotten=deleted_by(attempt), posted=posted, timer=timer)
        return True
