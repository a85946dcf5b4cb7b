"""A lottery that the operators' schedule opens: in a turn of its own, for Telegram may have to be asked beforehand."""

from __future__ import annotations

import msgspec

from bot.domain.lottery.reading import read_terms
from bot.domain.refusals import Refusal, TelegramSilent
from bot.domain.schedule.plan import Scheduled
from bot.engine.entrances import Entrance, content, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Priority
from bot.services.schedule.saying import here
from bot.texts.refusing import refused
from bot.texts.text import Raw, text
from handlers.feedback.telling import desk_of
from handlers.lottery.meaning import meant
from handlers.lottery.opening import open_in

_KIND = "lottery.open"
_ASK_AGAIN = 60
"""Seconds until Telegram is asked again when it was silent."""


class Wanted(msgspec.Struct, frozen=True):
    """What the schedule's entry says; `line` is as after `/lottery new`."""

    entry: str
    line: str
    topic: int
    is_pinned: bool


async def open_soon(turn: Turn, due: Scheduled) -> None:
    """Once for each entry and due time."""
    wanted = Wanted(due.entry, due.value, due.topic, due.is_pinned)
    await turn.later(_KIND, f"{due.chat_id}:{due.due}:{due.entry}", at=turn.now, body=wanted, chat_id=due.chat_id)


async def open_scheduled(turn: TimerTurn) -> None:
    """What cannot be opened there is told to the moderators, not to the group."""
    wanted = turn.body(Wanted)
    try:
        terms = read_terms(wanted.line, here=here(turn.group.timezone, turn.now))
        terms = await meant(turn, turn.group, terms)
        await open_in(turn, turn.group, terms, topic=wanted.topic, is_pinned=wanted.is_pinned)
    except TelegramSilent:
        await turn.later(_KIND, turn.timer.key, after=_ASK_AGAIN, body=wanted)
    except Refusal as refusal:
        await _tell_moderators(turn, wanted, refusal)


async def _tell_moderators(turn: Turn, wanted: Wanted, refusal: Refusal) -> None:
    sentence = text("lottery.not_opened", entry=Raw(wanted.entry), group=turn.group.title, why=refused(refusal))
    for each in await desk_of(turn, turn.group.id):
        turn.say(sentence, to=each.chat_id, topic=each.topic, reply=False, priority=Priority.ALERT)


ENTRANCES: list[Entrance] = [content("open_lottery", open_soon), timer(_KIND, open_scheduled)]
