"""Turns by what woke them: what a timer's handler, a button's or a command's may rely on, without asking each time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

import msgspec
import telegram

from bot.domain.schedule.policy import quiet_until
from bot.engine.buttons import unpack
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.outbox.actions import Key, Keys, OnCrash, Priority
from bot.texts.text import Raw, text
from storage import desk, queues

T = TypeVar("T")

_SEVERAL = 3
"""Things that waited for the morning in one group; one or two speak for themselves."""

_LONG = 3600
"""Seconds of a morning: after quiet hours, what waited comes."""

MORNING = "morning"
"""The kind of timer that rings where quiet hours end, before what waited for that."""


@dataclass(slots=True)
class TimerTurn(Turn):
    """A timer is due: the key and the body that `Turn.later` was given, or what came of an action (`then`).

    `is_hushed`: what it says in its group comes without a sound, as others do that waited for the morning.
    """

    is_hushed: bool = False

    @property
    def timer(self) -> queues.Timer:
        if self.due_timer is None:
            raise TypeError("this turn was not woken by a timer")
        return self.due_timer

    @property
    def number(self) -> int:
        """The key of a timer that is named by the number of its matter, or the number before the key's first colon."""
        return int(self.timer.key.partition(":")[0])

    @property
    def part(self) -> str:
        """What follows the first colon of the key; empty where there is none."""
        return self.timer.key.partition(":")[2]

    def body(self, kind: type[T]) -> T:
        """What was kept with the timer. Raises `msgspec.ValidationError` where it is not of that kind."""
        return msgspec.json.decode(self.timer.body, type=kind)

    def calm_at(self, chat_id: int) -> int:
        """When the quiet hours of that group end (epoch seconds); 0 outside them."""
        hours, zone = self.chats.settings(chat_id).quiet.hours, self.chats.group(chat_id).timezone
        return quiet_until(hours, at=self.now, zone=zone)

    async def waits_for_calm(self) -> bool:
        """Whether quiet hours are in this group: this timer rings once they are over, and nothing is to be done now."""
        calm = self.calm_at(self.group.id)
        if calm:
            timer = self.timer
            await self.hold(timer.kind, timer.key, until=calm, body=timer.body, chat_id=timer.chat_id)
        else:
            await self.hush()
        return bool(calm)

    async def hold(self, kind: str, key: str, *, until: int, body: str, chat_id: int) -> None:
        """Ring `timer(kind)` once quiet hours are over: what it brings is nothing that anybody waits for."""
        self.is_timed = True
        held = queues.Timer(kind, key, chat_id, until, body, queues.HELD)
        await queues.set_timer(self.unit, held)
        await queues.set_timers_once(self.unit, [queues.Timer(MORNING, str(chat_id), chat_id, until, "null")])

    async def greet(self) -> None:
        """In the morning, where several things waited: one message says so, before they come without a sound."""
        waiting = await queues.held(self.unit, chat_id=self.group.id, until=self.now)
        if waiting >= _SEVERAL and (key := self._notice()):
            await desk.first_notice(self.unit, chat_id=self.group.id, key=key, now=self.now)
            self.say(text("schedule.morning", n=waiting), topic=0, reply=False)

    async def hush(self) -> None:
        """What was held is told without a sound where the group was greeted for it."""
        if self.timer.set_at == queues.HELD and (key := self._notice()):
            self.is_hushed = await desk.told_at(self.reads, chat_id=self.group.id, key=key) > 0

    def _notice(self) -> str:
        """Of the morning we are in; empty at any other time."""
        hours, zone = self.settings.quiet.hours, self.group.timezone
        over = quiet_until(hours, at=self.now - _LONG, zone=zone)
        return f"morning:{over}" if 0 < over <= self.now else ""

    def do(self, action: actions.AnyAction, *, on_crash: OnCrash = "resend", priority: Priority | None = None) -> None:
        if self.is_hushed and isinstance(action, actions.Message) and action.chat_id == self.group.id:
            action = msgspec.structs.replace(action, silent=True)
        Turn.do(self, action, on_crash=on_crash, priority=priority)

    @property
    def done(self) -> actions.Done:
        """What came of an action that asked for this timer by its `then`."""
        return actions.read_done(self.timer.body)


@dataclass(slots=True)
class PressTurn(Turn):
    """A button was pressed; the message it stands under may be out of reach.

    `way_back` stays under that message, whatever it turns into; by default what stands there already.
    """

    way_back: Keys = field(default_factory=list)

    def with_way_back(self, keys: Keys) -> Keys:
        """In private alone: in a group the next reader came by no way."""
        if not self.group.is_private:
            return keys
        shown = {key.data for row in keys for key in row}
        rows = self.way_back or self._ways_back()
        return [*keys, *(row for each in rows if (row := [key for key in each if key.data not in shown]))]

    def _ways_back(self) -> Keys:
        markup = self.message.reply_markup if self.message is not None else None
        rows = markup.inline_keyboard if markup is not None else ()
        return [
            [Key(Raw(each.text), str(each.callback_data)) for each in row if self._leads_back(each)] for row in rows
        ]

    def _leads_back(self, one: telegram.InlineKeyboardButton) -> bool:
        data = one.callback_data
        return isinstance(data, str) and type(unpack(data)) in self.wiring.ways_back

    @property
    def press(self) -> telegram.CallbackQuery:
        if self.query is None:
            raise TypeError("this turn was not woken by a press")
        return self.query


@dataclass(slots=True)
class MessageTurn(Turn):
    """A message was sent: a command or a phrase, which `command` is the name of, or words that a feature waited for."""

    command: str = ""

    @property
    def sent(self) -> telegram.Message:
        if self.message is None:
            raise TypeError("this turn was not woken by a message")
        return self.message
