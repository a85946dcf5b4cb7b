"""Time is up at the gate: who has not passed is removed for a minute, which Telegram ends by itself, and not banned."""

from __future__ import annotations

from typing import Final

from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Delete, Priority, Restrict
from bot.services import gate
from bot.services.gate import Guest
from handlers.gate import card
from handlers.sanctions.doing import let_speak

END: Final = "gate_end"
_AT_ONCE: Final = 500
_OUT_FOR: Final = 60
"""Seconds: a removal that a crash repeats meets whoever is still out, and one that comes later is not done at all."""

_TRUE: Final = "true"
"""The timer's body where it goes on with those whose time was up while the bot was away."""

_AWAY: Final = 60
"""Seconds late from which the bot must have been away: nobody could pass, so nobody is removed for it."""


async def end(turn: TimerTurn) -> None:
    """Many at a time. That the bot was away is told by its own timer, which came late, and not by whom it deals with
    last: a raid takes a while.
    """
    chat_id = turn.group.id
    was_away = turn.now - turn.timer.due_at > _AWAY or turn.timer.body == _TRUE
    for one in await gate.overdue(turn.reads, chat_id=chat_id, now=turn.now, limit=_AT_ONCE):
        if one.is_trial:
            await gate.becomes(turn.unit, one, "removed")
        elif was_away:
            if await gate.becomes(turn.unit, one, "lapsed"):
                await let_speak(turn, one.chat_id, one.user_id)
        else:
            await remove(turn, one)
    following = await gate.next_end(turn.unit, chat_id=chat_id)
    if following:
        is_same = was_away and following <= turn.now
        await turn.later(END, str(chat_id), at=max(turn.now, following), body=is_same)
    else:
        turn.do(Delete(chat_id=chat_id, named=card.CARD))


async def remove(turn: Turn, one: Guest) -> None:
    """Once: of two who decide only the first does."""
    if not await gate.becomes(turn.unit, one, "removed"):
        return
    out = Restrict(chat_id=one.chat_id, user_id=one.user_id, rule="ban", until=turn.now + _OUT_FOR)
    turn.do(out, on_crash="resend", priority=Priority.PRESS)
    if one.notice:
        turn.do(Delete(chat_id=one.chat_id, message_id=one.notice))


ENTRANCES: list[Entrance] = [timer(END, end)]
