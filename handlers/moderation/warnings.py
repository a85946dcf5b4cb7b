"""/warn: a moderator reminds a member of the rules; it stands in the audit log, where features may ask for it."""

from __future__ import annotations

from bot.domain.points import reason_of
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import NoTarget
from bot.engine.entrances import Entrance, Shown
from bot.engine.turn import Turn
from bot.texts.text import Lines, Raw, Text, Who, text
from handlers.command.confirm import held
from handlers.command.group_commands import Place, answer
from handlers.command.targets import meant
from handlers.command.two_people import command_on_people
from handlers.moderation.log import note


async def warn(turn: Turn, place: Place) -> None:
    """In the group, wherever it was given: a warning that its member does not see is none."""
    await turn.require("report", group=place.group)
    found = await meant(turn, place, is_amount_next=False)
    if found is None:
        raise NoTarget(usage=Sentence("commands.warn.usage"))
    why = reason_of(found.words)
    named = f"{found.person.id} {why}".strip()
    if await held(turn, place, "warn", command="warn", words=named, shown=f"{found.person.name} {why}".strip()):
        return
    await note(turn, place.group.id, "warn", target=found.person, words=why)
    lines: list[Text] = [text("audit.warned", who=Who(found.person.id, found.person.name))]
    if why:
        lines.append(text("points.reason", reason=Raw(why)))
    if place.is_here:
        answer(turn, Lines(lines))
        return
    turn.say(Lines(lines), to=place.group.id, reply=False)
    answer(turn, text("panel.warned", name=found.person.name, group=Raw(place.group.title)))


ENTRANCES: list[Entrance] = [command_on_people("warn", warn, who="moderator", shown=Shown("desk", ("administrators",)))]
