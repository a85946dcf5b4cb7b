"""/warnings and /why: what stands against oneself, and why; moderators look up anybody's."""

from __future__ import annotations

from itertools import groupby

from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import WrongForm
from bot.domain.sanctions import ahead
from bot.engine.entrances import Entrance, Shown, command
from bot.engine.looks import looks_up
from bot.engine.turn import Turn
from bot.services import privacy, sanctions
from bot.services.sanctions import Sanction
from bot.texts.text import Lines, Text, Who, text
from handlers.command.group_commands import Place, answer, known_person
from handlers.command.privately import privately
from handlers.command.targets import meant
from handlers.command.two_people import command_on_people
from handlers.sanctions import citing, words


async def warnings(turn: Turn, place: Place) -> None:
    """One's own; with a name or in reply a member's, for moderators."""
    found = await meant(turn, place, is_amount_next=False)
    if found is None and place.words:
        raise WrongForm(usage=Sentence("commands.warnings.usage"))
    if found is None or found.person.id == turn.person.id:
        person = known_person(turn)
        await to_oneself(turn, await _lines(turn, place, person.id, text("sanctions.warnings_own")))
        return
    await turn.require("report", group=place.group)
    target = found.person
    head = text("sanctions.warnings_of", who=Who(target.id, target.name))

    async def tell() -> None:
        await looks_up(turn, "warnings", chat_id=place.group.id)
        answer(turn, Lines(await _lines(turn, place, target.id, head)))

    await privately(turn, tell, command="panel")


async def _lines(turn: Turn, place: Place, user_id: int, head: Text) -> list[Text]:
    chat_id = place.group.id
    found = await sanctions.warnings(turn.reads, chat_id=chat_id, user_id=user_id, now=turn.now)
    if not found:
        return [head, text("sanctions.no_warnings")]
    lines = [head, *[await _line(turn, each) for each in found[-5:]]]
    following = ahead(turn.chats.settings(chat_id).warnings.steps, len(found))
    if following is not None:
        more = following.at - len(found)
        lines.append(text("sanctions.ahead", more=more, step=words.ahead(following)))
    return lines


async def _line(turn: Turn, one: Sanction) -> Text:
    return words.line(turn, one, cited=await citing.cited(turn, one))


async def why(turn: Turn) -> None:
    """What was done to oneself lately, each with its reason, and how to appeal; in private in any group, also one that
    they were put out of.
    """
    person, chat_id = known_person(turn), 0 if turn.group.is_private else turn.group.id
    if turn.words:
        raise WrongForm(usage=Sentence("commands.why.usage"))
    found = await sanctions.against(turn.reads, user_id=person.id, chat_id=chat_id, now=turn.now)
    if not found:
        await to_oneself(turn, [text("sanctions.why_nothing")])
        return
    lines = [text("sanctions.why_open")]
    for group, of_group in groupby(sorted(found, key=lambda each: each.chat_id), key=lambda each: each.chat_id):
        if turn.group.is_private:
            lines.append(text("sanctions.in_group", group=turn.chats.group(group).title))
        lines += [await _line(turn, each) for each in of_group]
    await to_oneself(turn, [*lines, text("sanctions.how", id=found[0].id)])


async def to_oneself(turn: Turn, lines: list[Text]) -> None:
    """Nobody else need read it: in private where the bot may write there."""
    person = turn.person
    if turn.group.is_private or not await privacy.may_write(turn.reads, user_id=person.id):
        answer(turn, Lines(lines))
        return
    turn.say(Lines(lines), to=person.id, reply=False, ephemeral=True)
    turn.say(text("general.told_privately"), on_crash="drop")


ENTRANCES: list[Entrance] = [
    command_on_people("warnings", warnings, shown=Shown("talk")),
    command("why", why, shown=Shown("talk")),
    *citing.ENTRANCES,
]
