"""Good manners: hello, what this is, the rules."""

from __future__ import annotations

from bot.deeds import Key
from bot.entrances import Entrance, command
from bot.texts.text import Who, text
from bot.turn import Turn
from handlers.privacy import mydata


async def start(turn: Turn) -> None:
    if not turn.group.is_private:
        turn.say(text("general.start_group"))
        return
    if turn.words == "mydata":
        await mydata(turn)
        return
    invitation = Key(label=text("general.button_add"), url=f"https://t.me/{turn.bot_username}?startgroup=true")
    who = Who(turn.person.id, turn.person.name)
    turn.say(text("general.start_private", who=who), keys=[[invitation]], reply=False)


async def about(turn: Turn) -> None:
    turn.say(text("general.about"))


async def rules(turn: Turn) -> None:
    turn.say(text("general.rules"))


ENTRANCES: list[Entrance] = [
    command("start", start),
    command("about", about),
    command("rules", rules),
]
