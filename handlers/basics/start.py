"""Good manners: hello, what this is, the rules."""

from __future__ import annotations

from bot.engine.entrances import Entrance, Shown, command
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn
from bot.outbox.actions import Key
from bot.texts.text import Lines, Who, text
from handlers.basics.mydata import tell as mydata
from handlers.command.group_commands import by_link, wordless_command
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
    if turn.words == "lottery":
        await prizes_waiting(turn)
        return
    if (linked := by_link(turn, turn.words)) is not None:
        turn.words = ""
        await linked(turn)
        return
    invitation = Key(label=text("general.button_add"), url=f"https://t.me/{turn.bot_username}?startgroup=true")
    who = Who(turn.person.id, turn.person.name)
    turn.say(text("general.start_private", who=who), keys=[[invitation]], reply=False)
    await deliver_due(turn)


async def about(turn: Turn) -> None:
    turn.say(text("general.about"))


async def rules(turn: Turn) -> None:
    """In a group with the rules of its points, told from the settings in force there."""
    lines = [text("general.rules")]
    if not turn.group.is_private:
        lines += [text("earning.open"), *told(turn.settings.points)]
    turn.say(Lines(lines))


ENTRANCES: list[Entrance] = [
    command("start", start, shown=Shown("more", ("private",))),
    wordless_command("about", about),
    wordless_command("rules", rules),
]
