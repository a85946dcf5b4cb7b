"""/mute without a span: how long is asked by buttons, of whoever gave the command; it goes on as it was given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import msgspec

from bot.domain.people import Person
from bot.domain.refusals import NotYourButton, OldButton
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button, timer
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn, TimerTurn
from bot.outbox.actions import Key
from bot.services import pending
from bot.texts.text import text
from handlers.command.group_commands import called
from handlers.dialogue.declaring import span

KIND: Final = "mute_span"
SPANS: Final = (3600, 86_400, 7 * 86_400)
_WITHIN: Final = 600
"""Seconds to say it in."""


@press("sm")
@dataclass(frozen=True, slots=True)
class Lasts:
    """For how many seconds, of the mute that waits under that key."""

    key: str
    seconds: int


class Waiting(msgspec.Struct, frozen=True):
    """A mute whose span is asked for: by whom, of whom, why, and the message it was about."""

    chat_id: int
    by: int
    target_id: int
    target_name: str
    why: str
    message_id: int
    said: str

    @property
    def target(self) -> Person:
        return Person(self.target_id, self.target_name)


GoOn: TypeAlias = Callable[[PressTurn, Waiting, int], Awaitable[None]]


async def ask(turn: Turn, wanted: Waiting) -> None:
    key = turn.sealing.mark(KIND, turn.idempotency)
    keys = [[Key(span(each), pack(Lasts(key, each))) for each in SPANS]]
    words = text("sanctions.how_long", name=called(wanted.target_name))
    await turn.later(KIND, key, after=_WITHIN, body=wanted)
    if turn.query is None:
        turn.say(words, keys=keys, name=f"{KIND}:{key}")
    else:
        turn.edit(words, keys=keys)


def entrances(go_on: GoOn) -> list[Entrance]:
    async def pressed(turn: PressTurn, at: Lasts) -> None:
        body = await pending.body(turn.reads, kind=KIND, key=at.key, chat_id=turn.group.id)
        if body is None or at.seconds not in SPANS:
            raise OldButton
        wanted = msgspec.json.decode(body, type=Waiting)
        if wanted.by != turn.person.id:
            raise NotYourButton
        await go_on(turn, wanted, at.seconds)
        if not await turn.cancel(KIND, at.key):
            raise OldButton

    return [button(Lasts, pressed), timer(KIND, _lapsed)]


async def _lapsed(turn: TimerTurn) -> None:
    turn.edit(text("dialogue.lapsed"), named=f"{KIND}:{turn.timer.key}")
