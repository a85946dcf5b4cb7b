"""Good manners: hello, what this is, the rules."""

from __future__ import annotations

from functools import partial

from bot.domain.amounts import read_id
from bot.engine.entrances import Entrance, Handler, Hear, Shown, command
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn
from bot.texts.text import Lines, folded, text
from handlers.basics.mydata import tell as mydata
from handlers.command.group_commands import answer, by_link, wordless_command
from handlers.events.guests import LINK as EVENT
from handlers.events.guests import hand_file
from handlers.home.card import greet
from handlers.home.panel import LINK as PANEL
from handlers.home.panel import panel
from handlers.lottery.claiming import prizes_waiting
from handlers.points.earning import told
from handlers.shop.command import deliver_due


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
    if words == "settings":
        return turn.wiring.commands[words]
    links: dict[str, Handler] = {"mydata": mydata, "lottery": prizes_waiting, PANEL: panel}
    return links.get(words) or by_link(turn, words)


async def about(turn: Turn) -> None:
    answer(turn, text("general.about"))


async def rules(turn: Turn) -> None:
    """In a group with the rules of its points, told from the settings in force there, folded away."""
    lines = [text("general.rules")]
    if not turn.group.is_private:
        lines += folded([text("earning.open"), *told(turn.settings.points)])
    answer(turn, Lines(lines))


ENTRANCES: list[Entrance] = [
    command("start", start, shown=Shown("more", ("private",))),
    wordless_command("about", about),
    wordless_command("rules", rules),
]
