"""/doctor: what is wrong here and how to mend it, for administrators in their group and operators in private."""

from __future__ import annotations

from bot.domain.refusals import OperatorsOnly
from bot.engine.entrances import Entrance
from bot.engine.turn import Turn
from bot.services.mood.pulse import Pulse
from bot.texts.text import Lines, Raw, Text, text
from handlers.command.group_commands import wordless_command


async def doctor(turn: Turn) -> None:
    rights = await turn.rights()
    if turn.group.is_private and not rights.is_operator:
        raise OperatorsOnly
    if not turn.group.is_private:
        await turn.require("doctor")
    found = await turn.doctor.examine(turn.group)
    mood = _mood(turn)
    found = [mood, *found] if turn.chats.own(Pulse).fault else [*found, mood]
    here = text("doctor.here", chat=turn.group.id)
    turn.say(Lines([text("doctor.open"), *found, here]))


def _mood(turn: Turn) -> Text:
    pulse = turn.chats.own(Pulse)
    if pulse.fault:
        return text("doctor.error_mood", error=Raw(pulse.fault[:200]))
    if not pulse.loaded.is_set():
        return text("doctor.warning_mood")
    is_wanted = turn.group.is_private or turn.settings.mood.check
    return text("doctor.ok_mood") if is_wanted else text("doctor.ok_mood_off")


ENTRANCES: list[Entrance] = [wordless_command("doctor", doctor, who="moderator")]
