"""A promise that falls due: its owner is reminded, a day later the desk is told; neither in quiet hours."""

from __future__ import annotations

from typing import Final

from bot.domain.promises import Promise
from bot.domain.refusals import Refusal
from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Priority, Say
from bot.services import privacy, promises
from bot.texts.text import Lines, Raw, text
from handlers.feedback.telling import desk_of
from handlers.promises.words import card, keys, renew

KIND: Final = "promise"
_LATER: Final = 86400
"""Seconds after which the desk is told what its owner was reminded of."""


async def begin(turn: Turn, one: Promise) -> None:
    """Its clock, from anew where the date was moved."""
    await turn.later(KIND, str(one.id), at=one.due_at + 1, chat_id=one.chat_id, body=one.due_at)


async def end(turn: Turn, one: Promise) -> None:
    await turn.cancel(KIND, str(one.id))


async def due(turn: TimerTurn) -> None:
    try:
        one = await promises.promise(turn.reads, turn.number)
    except Refusal:
        return
    if one.state != "open" or turn.body(int) not in (one.due_at, -one.due_at) or await turn.waits_for_calm():
        return
    is_first = turn.body(int) > 0
    if is_first:
        renew(turn, one)
    if is_first and one.owner_id and await privacy.may_write(turn.unit, user_id=one.owner_id):
        words = Lines([text("promises.remind", group=Raw(turn.group.title)), *card(turn, one).of])
        turn.do(Say(chat_id=one.owner_id, words=words, keys=keys(one), ephemeral=True), priority=Priority.ALERT)
        await turn.later(KIND, str(one.id), after=_LATER, chat_id=one.chat_id, body=-one.due_at)
        return
    words = Lines([text("promises.late_at_desk", group=Raw(turn.group.title)), *card(turn, one).of])
    for each in await desk_of(turn, one.chat_id):
        reminder = Say(chat_id=each.chat_id, topic=each.topic, words=words, keys=keys(one), ephemeral=True)
        turn.do(reminder, priority=Priority.ALERT)


ENTRANCES: list[Entrance] = [timer(KIND, due)]
