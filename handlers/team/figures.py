"""How much moderators did in a week, when, and how much members brought: for them alone, so that it can be shared."""

from __future__ import annotations

from typing import Final

from bot.domain.points import ANONYMOUS
from bot.engine.entrances import Entrance
from bot.engine.looks import looks_up
from bot.engine.shortcuts import Shortcut
from bot.engine.turn import Turn
from bot.services import team
from bot.texts.text import Argument, Lines, Raw, text
from handlers.command.group_commands import answer, called

_SHOWN: Final = 10


async def _show(turn: Turn, chat_id: int, _: str) -> None:
    await looks_up(turn, "team", chat_id=chat_id)
    group = turn.chats.group(chat_id)
    load, brought = await team.load(turn.slow, chat_id=chat_id, zone=group.timezone, now=turn.now)
    lines = [text("team.load", group=Raw(group.title)), text("team.load_total", n=load.total, brought=brought)]
    for who, name, number in load.people[:_SHOWN]:
        shown: Argument = text("points.by_anonymous") if who == ANONYMOUS else called(name)
        lines.append(text("team.load_of", name=shown, n=number, share=round(100 * number / load.total)))
    if load.total:
        lines.append(text("team.load_busiest", begin=load.busiest, end=load.busiest + 6))
    answer(turn, Lines(lines))


ENTRANCES: list[Entrance] = [Shortcut("load", "team", permission="audit", begins=_show)]
