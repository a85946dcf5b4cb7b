"""/doctor: what is wrong here and how to mend it, for administrators in their group and operators in private."""

from __future__ import annotations

from bot.domain.refusals import OperatorsOnly
from bot.entrances import Entrance, command
from bot.texts.text import Lines, text
from bot.turn import Turn


async def doctor(turn: Turn) -> None:
    rights = await turn.gate.rights(group=turn.group, person=turn.person)
    if turn.group.is_private and not rights.is_operator:
        raise OperatorsOnly
    if not turn.group.is_private:
        await turn.require("doctor")
    found = await turn.doctor.examine(turn.group)
    here = text("doctor.here", chat=turn.group.id)
    turn.say(Lines([text("doctor.open"), *found, here]))


ENTRANCES: list[Entrance] = [command("doctor", doctor, who="moderator")]
