"""Counts by the batch: comings, goings, reactions, replies and presses; and an hourly sign of life."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, cast

from bot.domain.activity import Heard
from bot.domain.grammar.commands import is_command
from bot.engine.echoing import Echoing, Listener
from bot.engine.entrances import Entrance, beginning, observer, passing, timer
from bot.engine.fast_path import Batch, Begun, Coming, Passing
from bot.engine.woken import TimerTurn
from bot.services import counts, keywords

ALIVE: Final = "alive"
_HOUR: Final = 3600

_LEAST: Final = 2
_A_SECOND: Final = 20
_AT_ONCE: Final = 400
"""Messages a second, and at one go, whose words are looked at: cutting one into words costs more than all the rest. A
flood is sampled, ordinary talk is read whole.
"""


@dataclass(slots=True)
class Reading:
    """How many messages more may be looked at now."""

    left: float = _AT_ONCE
    at: float = 0.0

    def take(self, messages: Sequence[Heard], *, now: float) -> Sequence[Heard]:
        self.left = min(_AT_ONCE, self.left + _A_SECOND * max(0.0, now - self.at))
        self.at = now
        taken = messages[: int(self.left)]
        self.left -= len(taken)
        return taken


async def begun(begin: Begun) -> None:
    """The dictionary takes seconds: words said before it is there are not looked at."""
    if any(begin.chats.settings(chat_id).stats.words for chat_id in begin.chats.groups()):
        await keywords.load()


async def prepare(coming: Coming) -> counts.Words:
    """The words of one's own that are long enough to be about something."""
    if not keywords.is_loaded():
        return {}
    taken = coming.chats.own(Reading).take(list(filter(partial(_is_read, coming), coming.heard)), now=time.monotonic())
    if not taken:
        return {}
    outside = await coming.strangers.among(taken)
    taken = [each for each in taken if (each.chat_id, each.user_id) not in outside]
    return await counts.words_in(taken, {each.chat_id: coming.chats.group(each.chat_id) for each in taken})


def _is_read(coming: Coming, message: Heard) -> bool:
    if len(message.text) < _LEAST or message.is_forward or is_command(message.text):
        return False
    return coming.chats.settings(message.chat_id).stats.words


async def heard(batch: Batch) -> None:
    await counts.replied(batch.unit, batch.heard, bot_id=batch.bot_id)
    words = cast("counts.Words", batch.prepared)
    if words:
        await counts.talked_of(batch.unit, words)


async def passed(passing: Passing) -> None:
    passing.sources |= await counts.passed(passing.unit, passing.passages)


async def echoed(echoing: Echoing) -> None:
    await counts.echoed(echoing.unit, echoing.echoes, now=echoing.now)


def next_hour(after: int, _timezone: str) -> int:
    return (after // _HOUR + 1) * _HOUR


async def alive(turn: TimerTurn) -> None:
    await counts.alive(turn.unit, now=turn.now)
    await turn.later(ALIVE, "", at=next_hour(turn.now, ""), chat_id=0)


BEFORE: list[Entrance] = [passing(passed)]
"""Who is new is counted before anybody counts as met, or as come."""

ENTRANCES: list[Entrance] = [
    beginning(begun),
    observer(heard, prepare=prepare),
    Listener(echoed),
    timer(ALIVE, alive, recurring=next_hour),
]
