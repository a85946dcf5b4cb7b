"""Good manners: hello, what this is, the rules."""

from __future__ import annotations

from bot.engine.entrances import Entrance, Shown, command
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn
from bot.texts.text import Lines, text
from handlers.basics.mydata import tell as mydata
from handlers.command.group_commands import answer, by_link, wordless_command
from handlers.home.card import greet
from handlers.home.panel import LINK, panel
from handlers.lottery.claiming import prizes_waiting
from handlers.points.earning import told
from handlers.shop.command import deliver_due


async def start(turn: MessageTurn) -> None:
    if not turn.group.is_private:
        turn.say(text("general.start_group"))
        return
    if turn.words == "mydata":
        await mydata(turn)
        return
    if turn.words == "settings":
        turn.words = ""
        await turn.wiring.commands["settings"](turn)
        return
    if turn.words == LINK:
        turn.words = ""
        await panel(turn)
        return
    if turn.words == "lottery":
        await prizes_waiting(turn)
        return
    if (linked := by_link(turn, turn.words)) is not None:
        turn.words = ""
        await linked(turn)
        return
    await greet(turn)
    await deliver_due(turn)


async def about(turn: Turn) -> None:
    answer(turn, text("general.about"))


async def rules(turn: Turn) -> None:
    """In a group with the rules of its points, told from the settings in force there."""
    lines = [text("general.rules")]
    if not turn.group.is_private:
        lines += [text("earning.open"), *told(turn.settings.points)]
    answer(turn, Lines(lines))


ENTRANCES: list[Entrance] = [
    command("start", start, shown=Shown("more", ("private",))),
    wordless_command("about", about),
    wordless_command("rules", rules),
]
