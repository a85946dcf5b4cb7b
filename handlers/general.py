"""Good manners: hello, what this is, the rules, what is kept and why."""

from __future__ import annotations

from bot.deeds import Key
from bot.entrances import Entrance, command
from bot.texts.text import Lines, Who, text
from bot.turn import Turn


async def start(turn: Turn) -> None:
    if not turn.group.is_private:
        turn.say(text("general.start_group"))
        return
    invitation = Key(label=text("general.button_add"), url=f"https://t.me/{turn.bot_username}?startgroup=true")
    who = Who(turn.person.id, turn.person.name)
    turn.say(text("general.start_private", who=who), keys=[[invitation]], reply=False)


async def about(turn: Turn) -> None:
    turn.say(text("general.about"))


async def rules(turn: Turn) -> None:
    turn.say(text("general.rules"))


async def privacy(turn: Turn) -> None:
    turn.say(Lines([text("general.privacy"), text("mood.privacy")]))


ENTRANCES: list[Entrance] = [
    command("start", start),
    command("about", about),
    command("rules", rules),
    command("privacy", privacy),
]
