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


async def begin(turn: Turn, promise: Promise) -> None:
    """Its clock, from anew where the date was moved."""
    await turn.later(KIND, str(promise.id), at=promise.due_at + 1, chat_id=promise.chat_id, body=promise.due_at)


async def end(turn: Turn, promise: Promise) -> None:
    await turn.cancel(KIND, str(promise.id))


async def due(turn: TimerTurn) -> None:
    try:
        promise = await promises.promise(turn.reads, turn.number)
    except Refusal:
        return
    if (
        promise.state != "open"
        or turn.body(int) not in (promise.due_at, -promise.due_at)
        or await turn.waits_for_calm()
    ):
        return
    is_first = turn.body(int) > 0
    if is_first:
        renew(turn, promise)
    if is_first and promise.owner_id and await privacy.may_write(turn.unit, user_id=promise.owner_id):
        words = Lines([text("promises.remind", group=Raw(turn.group.title)), *card(turn, promise).of])
        turn.do(Say(chat_id=promise.owner_id, words=words, keys=keys(promise), ephemeral=True), priority=Priority.ALERT)
        await turn.later(KIND, str(promise.id), after=_LATER, chat_id=promise.chat_id, body=-promise.due_at)
        return
    words = Lines([text("promises.late_at_desk", group=Raw(turn.group.title)), *card(turn, promise).of])
    for each in await desk_of(turn, promise.chat_id):
        reminder = Say(chat_id=each.chat_id, topic=each.topic, words=words, keys=keys(promise), ephemeral=True)
        turn.do(reminder, priority=Priority.ALERT)


ENTRANCES: list[Entrance] = [timer(KIND, due)]
