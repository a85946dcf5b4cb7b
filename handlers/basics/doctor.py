"""/doctor: what is wrong here and how to mend it, for administrators in their group and operators in private."""

from __future__ import annotations

from bot.domain.people import Group
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import WrongForm
from bot.engine.entrances import Entrance, Handler, command
from bot.engine.turn import Turn
from bot.services.mood.pulse import Pulse
from bot.texts.text import Lines, Raw, Text, text
from handlers.command.group_commands import GroupCommand, Place, answer


async def begin(turn: Turn, in_group: Handler) -> None:
    """In private an operator means the bot itself; everybody else a group of theirs."""
    if turn.words:
        raise WrongForm(usage=Sentence("commands.doctor.usage"))
    if turn.group.is_private and (await turn.rights()).is_operator:
        await _examine(turn, turn.group)
    else:
        await in_group(turn)


async def doctor(turn: Turn, place: Place) -> None:
    await turn.require("doctor", group=place.group)
    await _examine(turn, place.group)


async def _examine(turn: Turn, group: Group) -> None:
    lines = await turn.doctor.examine(group)
    mood = _mood(turn, group)
    lines = [mood, *lines] if turn.chats.own(Pulse).fault else [*lines, mood]
    answer(turn, Lines([text("doctor.open"), *lines, text("doctor.here", chat=group.id)]))


def _mood(turn: Turn, group: Group) -> Text:
    pulse = turn.chats.own(Pulse)
    if pulse.fault:
        return text("doctor.error_mood", error=Raw(pulse.fault[:200]))
    if not pulse.loaded.is_set():
        return text("doctor.warning_mood")
    is_wanted = group.is_private or turn.chats.settings(group.id).mood.check
    return text("doctor.ok_mood") if is_wanted else text("doctor.ok_mood_off")


ENTRANCES: list[Entrance] = [command("doctor", GroupCommand("doctor", doctor, begin), who="moderator")]
