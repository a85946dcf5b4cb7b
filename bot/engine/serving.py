"""Serves the console's requests as turns: the same transaction, rights, outbox and door for bugs as in chat."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TypeVar

from bot.domain.people import Group, Person
from bot.domain.refusals import Refusal
from bot.engine.paged import PageTurn
from bot.engine.steps import Steps
from bot.state.chats import Chats
from storage import outbox
from storage.errors import StoreTroubleError, rerun

log = logging.getLogger(__name__)

T = TypeVar("T")


class Serving:
    """Turns without an update: whoever asks waits for what comes of it."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self.pages = steps.router.wiring.pages

    @property
    def chats(self) -> Chats:
        return self._steps.chats

    @property
    def is_frozen(self) -> bool:
        """Whether nothing may be done now."""
        return self._steps.wakeups.stillness.is_frozen

    def now(self) -> int:
        """Epoch seconds by the bot's own clock."""
        return self._steps.clock.now()

    async def serve(
        self,
        person: Person,
        work: Callable[[PageTurn], Awaitable[T]],
        *,
        of: Group | None = None,
        asked: Mapping[str, str] | None = None,
        once: str = "",
        locale: str = "",
    ) -> T:
        """What the work gives, once all it wrote is committed.

        `once` names what is asked for, so that a form sent twice does it once; `locale` is what the reader chose.
        Raises Refusal with nothing written; a bug is told to the operators and raised.
        """
        group = Group(person.id, "private", locale=locale or self.chats.group(person.id).locale)
        return await rerun(partial(self._serve, person, work, private=group, of=of, asked=asked or {}, once=once))

    async def _serve(
        self,
        person: Person,
        work: Callable[[PageTurn], Awaitable[T]],
        *,
        private: Group,
        of: Group | None,
        asked: Mapping[str, str],
        once: str,
    ) -> T:
        turn = self._steps.new_turn(private, person, f"w:{person.id}:{once}", kind=PageTurn)
        turn.asked, turn.of = asked, of
        try:
            found = await work(turn)
            await self._steps.finish(turn)
        except (Refusal, StoreTroubleError):
            raise
        except Exception as error:
            await self._report(turn, error)
            raise
        finally:
            await turn.unit.rollback()
        return found

    async def _report(self, turn: PageTurn, error: Exception) -> None:
        log.error("a page failed", exc_info=error)
        await self._steps.undo(turn)
        turn.unit = self._steps.new_turn(turn.group, turn.person, turn.idempotency, kind=PageTurn).unit
        await self._steps.tell_operators(turn, error)
        await outbox.post(turn.unit, turn.wanted, now=turn.now)
        await turn.unit.commit()
