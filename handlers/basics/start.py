"""/start: the home, or what a link to the private chat asks for."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from bot.domain.amounts import read_id
from bot.engine.entrances import Entrance, Handler, Hear, Shown, command
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn
from bot.texts.text import text
from handlers.basics.mydata import tell as mydata
from handlers.command.group_commands import by_link, within
from handlers.conduct.card import LINK as RULES
from handlers.conduct.command import rules
from handlers.console.command import LINK as CONSOLE
from handlers.console.command import console
from handlers.events.guests import LINK as EVENT
from handlers.events.guests import hand_file
from handlers.first_week.tasks import LINK as FIRST
from handlers.first_week.tasks import tasks
from handlers.home.card import greet
from handlers.home.panel import LINK as PANEL
from handlers.home.panel import panel
from handlers.lottery.claiming import prizes_waiting
from handlers.shop.command import deliver_due
from handlers.surveys.filling import begin as fill_survey
from handlers.surveys.opening import LINK as SURVEY

_OF_GROUP: Final = re.compile(rf"(?P<what>{RULES}|{FIRST})(?P<id>-\d{{1,16}})")
"""A link that names a group."""


async def start(turn: MessageTurn) -> None:
    """The home, or what a link to the private chat asks for."""
    if not turn.group.is_private:
        turn.say(text("general.start_group"))
        return
    linked = _linked(turn, turn.words)
    if linked is None:
        await greet(turn)
        await deliver_due(turn)
        return
    turn.words = ""
    await linked(turn)


def _linked(turn: Turn, words: str) -> Hear | Handler | None:
    """What `/start WORDS` begins; None for words of no link of ours."""
    number = read_id(words.removeprefix(EVENT)) if words.startswith(EVENT) else None
    if number is not None:
        return partial(hand_file, number=number)
    asked = read_id(words.removeprefix(SURVEY)) if words.startswith(SURVEY) else None
    if asked is not None:
        return partial(fill_survey, number=asked)
    if (named := _OF_GROUP.fullmatch(words)) is not None:
        return partial(_of_group, what=named["what"], of=int(named["id"]))
    if words == "settings":
        return turn.wiring.commands[words]
    links: dict[str, Handler] = {"mydata": mydata, "lottery": prizes_waiting, PANEL: panel, CONSOLE: console}
    return links.get(words) or by_link(turn, words)


async def _of_group(turn: Turn, *, what: str, of: int) -> None:
    """The rules of the group that the link names, or the first week there, for its members."""
    place = await within(turn, of)
    await (rules if what == RULES else tasks)(turn, place)


ENTRANCES: list[Entrance] = [command("start", start, shown=Shown("more", ("private",)))]
