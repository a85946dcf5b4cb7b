"""One step: a kept update or a due timer becomes a turn, its handler runs, and the turn ends by one of three doors."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

import telegram
from telegram import Bot

from bot.botapi import fast_updates
from bot.botapi.people import NOBODY, person_of, update_of
from bot.clock import Clock
from bot.doctor import Doctor
from bot.domain.grammar.commands import is_command
from bot.domain.people import Group, Person
from bot.domain.refusals import OldButton, Refusal
from bot.engine.buttons import unpack
from bot.engine.entrances import Hear, Left
from bot.engine.outcomes import count, name_of
from bot.engine.permissions import Permissions
from bot.engine.router import Router
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn, PressTurn, TimerTurn
from bot.outbox.wakeups import Wakeups
from bot.sealing import Sealing
from bot.state.chats import Chats
from bot.texts.refusing import answered, refused
from bot.texts.text import Raw, text
from storage import outbox, queues
from storage.database import Database
from storage.errors import AgainError, NothingChangedError, StoreLostError, rerun
from storage.queues import Timer, Waiting

log = logging.getLogger(__name__)

T = TypeVar("T", bound=Turn)
Work: TypeAlias = Callable[[], Awaitable[None]]
"""A handler with all that it is given."""


class Steps:
    """Takes one thing at a time from a lane; never raises but for cancellation and a store that is gone."""

    def __init__(
        self,
        database: Database,
        router: Router,
        chats: Chats,
        permissions: Permissions,
        *,
        bot: Bot,
        clock: Clock,
        sealing: Sealing,
        doctor: Doctor,
        wakeups: Wakeups,
    ) -> None:
        self._database, self._permissions, self._bot = database, permissions, bot
        self.router, self.chats, self.clock = router, chats, clock
        self._sealing, self._doctor, self.wakeups = sealing, doctor, wakeups
        self.bot_id = int(bot.token.partition(":")[0])
        self.strangers, self.unheard_moves = permissions.strangers, permissions.unheard_moves

    async def take(self, thing: Waiting | Timer) -> None:
        await rerun(partial(self._take, thing))

    async def _take(self, thing: Waiting | Timer) -> None:
        turn: Turn | None = None
        try:
            work, turn = self._prepared(thing)
            await self._through(turn, work)
        except NothingChangedError:
            log.debug("%s waits no more", name_of(thing))
        except (AgainError, StoreLostError):
            raise
        except Exception as error:  # noqa: BLE001  (the door for bugs: one unreadable update never blocks the next)
            turn = turn or self.new_turn(self.chats.group(0), NOBODY, name_of(thing), kind=Turn)
            await self._spoil(turn, thing, error)
        finally:
            if turn is not None:
                await turn.unit.rollback()  # nothing is open here any more, unless the turn was cancelled

    async def _through(self, turn: Turn, work: Work | None) -> None:
        try:
            if work is not None:
                await work()
            await count(turn, "used")
            await self.finish(turn)
        except Refusal as refusal:
            await self._refuse(turn, refusal)

    # --- from what was kept to a turn ---

    def _prepared(self, thing: Waiting | Timer) -> tuple[Work | None, Turn]:
        """Whatever the turn writes begins with taking the thing, so that a handler may set its own timer anew."""
        return self._of_timer(thing) if isinstance(thing, Timer) else self._of_update(thing)

    def _of_timer(self, timer: Timer) -> tuple[Work, Turn]:
        turn = self.new_turn(self.chats.group(timer.chat_id), NOBODY, name_of(timer), kind=TimerTurn)
        queues.take_timer(turn.unit, timer)
        turn.at, turn.due_timer = timer.due_at, timer
        handler = self.router.wiring.woken.get(timer.kind)
        if handler is None:
            raise LookupError(f"no handler for timers of the kind {timer.kind!r}")
        return partial(handler, turn), turn

    def _of_update(self, kept: Waiting) -> tuple[Work | None, Turn]:
        shape = fast_updates.decode_update(kept.body.encode())
        update = update_of(kept.body, self._bot)
        group = self.chats.group(shape.chat.id if shape.chat else kept.lane)
        kind = PressTurn if update.callback_query else MessageTurn if update.message else Turn
        turn = self.new_turn(group, person_of(update), name_of(kept), kind=kind)
        queues.take_update(turn.unit, kept.update_id)
        turn.update, turn.query, turn.message = update, update.callback_query, update.message
        if shape.message is not None:
            turn.at = shape.message.date
        return self._work(shape, turn), turn

    def _work(self, shape: fast_updates.Update, turn: Turn) -> Work | None:
        if shape.message is not None and isinstance(turn, MessageTurn):
            route = self.router.of_message(shape.message)
            if route is None:
                return None
            turn.words = route.words
            turn.command = route.name if route.name in self.router.wiring.commands else ""
            left = self.router.left_by(shape.message, route)
            return partial(route.handler, turn) if left is None else partial(_and_leave, turn, route.handler, *left)
        if isinstance(turn, PressTurn):
            return self._of_press(turn)
        handler = self.router.wiring.updates.get(shape.kind)
        return partial(handler, turn) if handler is not None else None

    def _of_press(self, turn: PressTurn) -> Work:
        value = turn.pressed = unpack(turn.press.data or "")
        if isinstance(turn.press.message, telegram.Message):
            turn.message = turn.press.message
        return partial(self.router.wiring.pressed.get(type(value), _old_button), turn, value)

    def new_turn(self, group: Group, person: Person, idempotency: str, *, kind: type[T]) -> T:
        now = self.clock.now()
        return kind(
            unit=self._database.unit(),
            reads=self._database.reads,
            slow=self._database.slow,
            now=now,
            at=now,
            group=group,
            person=person,
            settings=self.chats.settings(group.id),
            idempotency=idempotency,
            permissions=self._permissions,
            chats=self.chats,
            bot_username=self.router.username,
            folder=self.chats.config.folder,
            sealing=self._sealing,
            doctor=self._doctor,
            bot_id=self.bot_id,
            operators=self.chats.config.access.operators,
            wiring=self.router.wiring,
        )

    # --- the three doors ---

    async def finish(self, turn: Turn) -> None:
        """All that the turn wrote and wants said, and that it is done: in one commit."""
        if turn.query is not None and not turn.is_answered:
            turn.toast()
        if turn.wanted:
            await outbox.post(turn.unit, turn.wanted, now=turn.now)
            turn.unit.after_commit(self.wakeups.posted)
        if turn.is_timed:
            turn.unit.after_commit(self.wakeups.timed)
        await turn.unit.commit()

    async def _refuse(self, turn: Turn, refusal: Refusal) -> None:
        await self.undo(turn)
        await count(turn, refusal.key)
        words = refused(refusal) if turn.query is not None else answered(refusal, turn.words, locale=turn.locale)
        if turn.query is not None:
            turn.toast(words, alert=True)
        elif turn.message is not None:
            turn.vanishes = not turn.group.is_private and is_command(turn.message.text or "")
            turn.say(words)
        await self.finish(turn)

    async def undo(self, turn: Turn) -> None:
        await turn.unit.rollback()
        turn.wanted.clear()
        turn.is_answered = turn.is_timed = False

    async def _spoil(self, turn: Turn, thing: Waiting | Timer, error: Exception) -> None:
        """Roll back, keep the error with what caused it, tell the operators once, say sorry, go on."""
        await self.undo(turn)
        turn.unit = self._database.unit()
        log.error("%s failed", turn.idempotency, exc_info=error)
        trace = _storable("".join(traceback.format_exception(error))[-4000:])
        if isinstance(thing, Timer):
            await self._spoil_timer(turn, thing, trace)
        elif not await queues.spoiled(turn.unit, thing.update_id, error=trace):
            return
        if turn.query is not None:
            turn.toast(text("general.bug"), alert=True)
        elif turn.message is not None:
            turn.say(text("general.bug"))
        await count(turn, "failed")
        await self.tell_operators(turn, error)
        await outbox.post(turn.unit, turn.wanted, now=turn.now)
        turn.unit.after_commit(self.wakeups.posted)
        await turn.unit.commit()

    async def _spoil_timer(self, turn: Turn, timer: Timer, trace: str) -> None:
        """One that must always stand is set for its next time: a bad night is not the last."""
        await queues.timer_spoiled(turn.unit, timer, error=trace)
        next_time = self.router.wiring.recurring.get(timer.kind)
        if next_time is not None:
            due_at = next_time(turn.now, self.chats.config.community.timezone)
            again = Timer(timer.kind, timer.key, timer.chat_id, due_at, timer.body)
            await queues.set_recurring_timers(turn.unit, [again])
            turn.unit.after_commit(self.wakeups.timed)

    async def tell_operators(self, turn: Turn, error: Exception) -> None:
        """Once for each kind of bug: where it was raised tells one from another."""
        last = traceback.extract_tb(error.__traceback__)[-1:]
        place = f"{Path(last[0].filename).name}:{last[0].name}" if last else ""
        once_key = f"bug:{type(error).__name__}:{place}"
        words = text(
            "general.bug_report", what=turn.idempotency, error=Raw(_storable(f"{type(error).__name__}: {error}"[:300]))
        )
        await turn.tell_operators(words, once=once_key)


async def _and_leave(turn: MessageTurn, handler: Hear, left: Left, key: str) -> None:
    """The command first: it may have to ask Telegram, and where it is refused nothing is left."""
    await handler(turn)
    await left(turn, key)


def _storable(words: str) -> str:
    """An error may quote half a character, which neither the store nor Telegram takes."""
    return words.encode(errors="replace").decode()


async def _old_button(_: Turn, __: object) -> None:
    raise OldButton
