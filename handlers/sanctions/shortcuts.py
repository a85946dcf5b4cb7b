"""Sanctions by buttons, and the appeals that wait, on the panel."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.names import short
from bot.domain.refusals import OldButton
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Option, Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.services import sanctions
from bot.texts.text import Text, text
from handlers.command.group_commands import called
from handlers.points.shortcuts import people
from handlers.sanctions.appeal import card, decide_keys


async def _appeals(turn: Turn, chat_id: int) -> Sequence[Option]:
    found = await sanctions.open_appeals(turn.reads, chat_id=chat_id, besides=turn.person.id)
    options = []
    for each in found:
        one = await sanctions.find(turn.reads, each.sanction)
        options.append(Option(str(each.id), text("panel.a_report", id=each.id, name=called(short(one.target_name)))))
    return options


async def _decide(turn: Turn, chat_id: int, number: str) -> None:
    found = await sanctions.open_appeals(turn.reads, chat_id=chat_id, besides=turn.person.id)
    one = next((each for each in found if each.id == int(number)), None)
    if one is None:
        raise OldButton
    about = await sanctions.find(turn.reads, one.sanction)
    turn.edit(await card(turn, about, one.id, said=one.words), keys=decide_keys(one.id))


async def _waits(turn: Turn, chat_id: int) -> list[Text]:
    found = await sanctions.open_appeals(turn.reads, chat_id=chat_id, besides=turn.person.id)
    return [text("panel.waits_appeals", n=len(found))] if found else []


SHORTCUTS: list[Entrance] = [
    Shortcut("warn", "order", "warn", "{thing} {said}", people, asks="panel.ask_warn", or_said=True,
             permission="report"),
    Shortcut("mute", "order", "mute", "{thing} {said}", people, asks="panel.ask_mute", or_said=True,
             permission="mute"),
    Shortcut("unmute", "order", "unmute", "{thing}", people, permission="mute"),
    Shortcut("ban", "order", "ban", "{thing} {said}", people, asks="panel.ask_ban", or_said=True, permission="ban"),
    Shortcut("unban", "order", "unban", "{said}", asks="panel.ask_unban", permission="ban"),
    Shortcut("warned", "order", "warnings", "{thing}", people, permission="report"),
    Shortcut("appeals", "order", options=_appeals, permission="report", begins=_decide),
    Shortcut("warnings", "own", "warnings"),
    Shortcut("why", "own", "why"),
    Shortcut("appeal", "own", "appeal", "{said}", asks="panel.ask_appeal"),
    StatusLines("waits", _waits),
]  # fmt: skip
