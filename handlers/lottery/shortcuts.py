"""Draws by buttons, and what is told of them on the home and the panel."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.lottery.terms import Lottery
from bot.domain.names import short
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Option, Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.services.lottery import opening
from bot.texts.text import Link, Text, text
from handlers.command.group_commands import link_to
from handlers.lottery import words
from handlers.lottery.telling import card_name

_LOOKED_AT = 40


async def _some(turn: Turn, chat_id: int, states: tuple[str, ...]) -> list[Lottery]:
    lotteries = await opening.lotteries_of(turn.reads, chat_id=chat_id, limit=_LOOKED_AT)
    return [each for each in lotteries if each.state in states]


def _options(lotteries: Sequence[Lottery]) -> list[Option]:
    return [
        Option(str(each.id), text("panel.a_lottery", id=each.id, name=short(each.terms.name))) for each in lotteries
    ]


async def _open(turn: Turn, chat_id: int) -> Sequence[Option]:
    return _options(await _some(turn, chat_id, ("open",)))


async def _undrawn(turn: Turn, chat_id: int) -> Sequence[Option]:
    return _options(await _some(turn, chat_id, ("open", "frozen")))


async def _joinable(turn: Turn, chat_id: int) -> list[Text]:
    zone = turn.chats.group(chat_id).timezone
    lines = []
    for each in await _some(turn, chat_id, ("open",)):
        url = await link_to(turn, chat_id, card_name(each))
        name = Link(url, short(each.terms.name))
        lines.append(text("home.a_lottery", name=name, n=each.entrants, state=words.ends(each, zone=zone)))
    return lines


async def _running(turn: Turn, chat_id: int) -> list[Text]:
    lotteries = await _some(turn, chat_id, ("open", "frozen", "drawn", "announced"))
    return [text("panel.runs_lotteries", n=len(lotteries))] if lotteries else []


SHORTCUTS: list[Entrance] = [
    Shortcut("lottery", "home", "lottery"),
    Shortcut("lottery_new", "lottery", "lottery", "new", permission="lottery"),
    Shortcut("lottery_draw", "lottery", "lottery", "draw {thing}", _undrawn, permission="lottery"),
    Shortcut("lottery_off", "lottery", "lottery", "cancel {thing}", _undrawn, permission="lottery"),
    Shortcut("lottery_code", "lottery", "lottery", "codes {thing}\n{said}", _open, asks="panel.ask_codes",
             permission="lottery"),
    Shortcut("lottery_try", "lottery", "lottery", "try {said}", asks="panel.ask_lottery_try", permission="lottery"),
    StatusLines("open", _joinable),
    StatusLines("runs", _running),
]  # fmt: skip
