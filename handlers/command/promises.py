"""Points that a moderator promises for a deed to come: who may, how many; paying them is the service's."""

from __future__ import annotations

from typing import Literal, TypeAlias

from bot.domain.refusals import TooLarge
from bot.engine.turn import Turn
from bot.texts.text import text
from handlers.command.confirm import Confirms, held
from handlers.command.group_commands import Place
from handlers.moderation.log import note

Command: TypeAlias = Literal["event", "challenge"]


async def may_promise(turn: Turn, place: Place, amount: int, *, command: Command) -> bool:
    """Whether it may go on: a hidden hand has to show itself to the bot first.

    To promise points is to grant them: it takes that right, and no more for each than one gives alone. Asks Telegram:
    call it before the first statement.
    """
    await turn.permissions.require("grant", group=place.group, person=turn.person)
    points = turn.chats.settings(place.group.id).points
    most = min(points.grant_max, points.grant_alone or points.grant_max)
    if amount > most:
        raise TooLarge(seen=str(amount), most=most)
    return not await held(turn, place, f"{command}_points", command=command)


async def promised(turn: Turn, place: Place, amount: int, *, command: Command, number: int) -> None:
    await note(turn, place.group.id, f"{command}_points", words=f"#{number} {amount}")
    if isinstance(turn.pressed, Confirms):
        turn.edit(text("audit.confirmed"))
