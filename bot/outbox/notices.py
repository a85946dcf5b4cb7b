"""What moderators and operators hear of actions that failed, each thing once; deciding lives in `failures`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.clock import Clock
from bot.outbox import enqueue
from bot.outbox.attempt import Attempt
from bot.outbox.dependencies import Settings
from bot.services import desk
from bot.services.desk import Destination
from bot.texts.text import Words, text
from storage.database import Database, Unit
from storage.desk import title_of


class Notices:
    """The words go through the outbox like any others; being told once, a notice about a notice comes to an end."""

    def __init__(self, database: Database, *, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._wakeups = settings.wakeups

    async def topic(self, attempt: Attempt, *, is_lost: bool) -> None:
        """Moderators hear that words meant for a topic went to General."""
        kind = "topic-lost" if is_lost else "topic-closed"
        key = "outbox.topic_lost" if is_lost else "outbox.topic_closed"
        group = await self._title(attempt)
        words = text(key, group=group, topic=attempt.topic)
        await self._tell_moderators(attempt, words, once_key=f"{kind}:{attempt.topic}")

    async def no_right(self, attempt: Attempt, error: str) -> None:
        words = text("outbox.no_right", group=await self._title(attempt), error=error)
        await self._tell_moderators(attempt, words, once_key=f"no-right:{error}")

    async def refused(self, attempt: Attempt, error: str) -> None:
        words = text("outbox.refused", row=attempt.due.id, error=error)
        await self._tell_operators(words, once_key=f"refused:{_action_name(attempt)}:{error}")

    async def bad_markup(self, attempt: Attempt, error: str) -> None:
        words = text("outbox.bad_markup", row=attempt.due.id, error=error)
        await self._tell_operators(words, once_key=f"markup:{error}")

    async def spoiled(self, due_id: int, error: str) -> None:
        words = text("outbox.spoiled", row=due_id, error=error)
        await self._tell_operators(words, once_key=f"spoiled:{error}")

    async def _title(self, attempt: Attempt) -> str:
        return await title_of(self._database.reads, chat_id=attempt.due.chat_id) or str(attempt.due.chat_id)

    async def _tell_moderators(self, attempt: Attempt, words: Words, *, once_key: str) -> None:
        now, chat_id = self._clock.now(), attempt.due.chat_id
        async with self._database.unit() as unit:
            destinations = await desk.moderators_to_tell(
                unit, chat_id=chat_id, once_key=once_key, now=now, configured=self._settings.desk_for(chat_id)
            )
            await self._post(unit, destinations, words)

    async def _tell_operators(self, words: Words, *, once_key: str) -> None:
        async with self._database.unit() as unit:
            operators, now = self._settings.operators(), self._clock.now()
            await enqueue.tell_operators(unit, operators, words, once=once_key, now=now)
            unit.after_commit(self._wakeups.posted)

    async def _post(self, unit: Unit, destinations: Sequence[Destination], words: Words) -> None:
        await enqueue.alert(unit, destinations, words, now=self._clock.now())
        unit.after_commit(self._wakeups.posted)


def _action_name(attempt: Attempt) -> str:
    return type(attempt.action).__name__
