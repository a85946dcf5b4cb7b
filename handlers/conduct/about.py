"""/about: whom and what a group is for, in its own words, then what the bot is."""

from __future__ import annotations

from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import WrongForm
from bot.engine.entrances import Entrance, Handler, command
from bot.engine.turn import Turn
from bot.texts.text import Lines, Raw, text
from handlers.command.group_commands import GroupCommand, Place, answer


async def begin(turn: Turn, in_group: Handler) -> None:
    """In private without a group of theirs it tells of the bot alone."""
    if turn.words:
        raise WrongForm(usage=Sentence("commands.about.usage"))
    if turn.group.is_private and not await turn.groups():
        answer(turn, text("general.about"))
    else:
        await in_group(turn)


async def about(turn: Turn, place: Place) -> None:
    about_group = turn.chats.settings(place.group.id).about
    if not about_group:
        answer(turn, text("general.about"))
        return
    head = text("conduct.about", group=Raw(place.group.title), about=Raw(about_group))
    answer(turn, Lines([head, text("general.about_short")]))


ENTRANCES: list[Entrance] = [command("about", GroupCommand("about", about, begin))]
