"""/economy: for operators, how many points were made, spent and are held, and by how few."""

from __future__ import annotations

from bot.domain.refusals import OperatorsOnly
from bot.engine.looks import looks_up
from bot.engine.turn import Turn
from bot.services import points
from bot.texts.text import Lines, Text, text
from handlers.command.group_commands import Place, answer, wordless_group_command
from handlers.command.privately import privately

_PERIODS = (7, 30)


async def show_economy(turn: Turn, place: Place) -> None:
    rights = await turn.rights(group=place.group)
    if not rights.is_operator:
        raise OperatorsOnly
    await privately(turn, lambda: _tell(turn, place), command="economy")


async def _tell(turn: Turn, place: Place) -> None:
    await looks_up(turn, "economy", chat_id=place.group.id)
    today = place.calendar.day_of(turn.at)
    lines: list[Text] = [text("economy.open")]
    for days in _PERIODS:
        economy = await points.economy(turn.reads, chat_id=place.group.id, since=today - days + 1)
        lines.append(text("economy.period", days=days, made=economy.made, taken=economy.taken, spent=economy.spent))
    lines.append(text("economy.held", held=economy.held, holders=economy.holders, percent=economy.top_percent))
    answer(turn, Lines(lines))


ENTRANCES = [wordless_group_command("economy", show_economy, who="operator")]
