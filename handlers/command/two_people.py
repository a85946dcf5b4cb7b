"""A reply to one and the name of another: whom a command means is asked by two buttons, and it is told again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from bot.domain.refusals import NotYourButton, OldButton, TwoPeople
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, Role, Shown, button, timer
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn, PressTurn, TimerTurn
from bot.outbox.actions import Key
from bot.services import pending
from bot.texts.refusing import refused
from bot.texts.text import Raw, text
from handlers.command.group_commands import GroupHandler, Place, group_command, tell_again

KIND: Final = "which_of_two"
_WITHIN: Final = 600
"""Seconds to say it in."""


@press("wo")
@dataclass(frozen=True, slots=True)
class Which:
    """Of the command in that message: the one named, or the one replied to."""

    message: int
    is_named: bool


class Asked(msgspec.Struct, frozen=True):
    """What waits to be told again, by whom it was written, and the words without a name."""

    command: str
    by: int
    replied: int
    named: int
    rest: str


def command_on_people(
    name: str, handler: GroupHandler, *, who: Role = "member", shown: Shown | None = None, vanishes: bool = False
) -> Entrance:
    """As `group_command`, for one that is given about somebody. Who is hidden has to send it again: nobody else could
    tell that a press is theirs.
    """

    async def asking(turn: Turn, place: Place) -> None:
        try:
            await handler(turn, place)
        except TwoPeople as doubt:
            if turn.person.kind != "member" or not isinstance(turn, MessageTurn):
                raise
            await _ask(turn, name, doubt)

    return group_command(name, asking, who=who, shown=shown, vanishes=vanishes)


async def _ask(turn: MessageTurn, name: str, doubt: TwoPeople) -> None:
    """Nothing was done yet: people are read before a command's first statement."""
    asked, number = doubt.asked, turn.sent.message_id
    keys = [
        Key(Raw(each.name or str(each.id)), pack(Which(number, is_named=each is asked.named)))
        for each in (asked.replied, asked.named)
    ]
    body = Asked(name, turn.person.id, asked.replied.id, asked.named.id, asked.rest)
    await turn.later(KIND, _key(turn, number), after=_WITHIN, body=body)
    turn.say(refused(doubt), keys=[keys], name=f"{KIND}:{_key(turn, number)}")


def _key(turn: Turn, message: int) -> str:
    return f"{turn.group.id}:{message}"


async def pressed(turn: PressTurn, which: Which) -> None:
    """The command once more, about the one who is meant; only its writer says who."""
    key = _key(turn, which.message)
    body = await pending.body(turn.reads, kind=KIND, key=key, chat_id=turn.group.id)
    if body is None:
        raise OldButton
    asked = msgspec.json.decode(body, type=Asked)
    if asked.by != turn.person.id:
        raise NotYourButton
    words = f"{asked.named if which.is_named else asked.replied} {asked.rest}".strip()
    await tell_again(turn, asked.command, Place(turn.group, words, None, is_here=True))
    if not await turn.cancel(KIND, key):
        raise OldButton


async def lapsed(turn: TimerTurn) -> None:
    turn.edit(text("dialogue.lapsed"), named=f"{KIND}:{turn.timer.key}")


ENTRANCES: list[Entrance] = [button(Which, pressed), timer(KIND, lapsed)]
