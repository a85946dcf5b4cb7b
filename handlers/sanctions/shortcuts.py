"""Sanctions by buttons, and the appeals that wait, on the panel."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.names import short
from bot.domain.refusals import OldButton
from bot.engine.entrances import Entrance
from bot.engine.looks import looks_up
from bot.engine.shortcuts import Option, Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.services import sanctions
from bot.texts.text import Raw, Text, text
from handlers.command.group_commands import called, elsewhere
from handlers.points.shortcuts import people
from handlers.sanctions import restricting
from handlers.sanctions.appeal import card, decide_keys


async def _appeals(turn: Turn, chat_id: int) -> Sequence[Option]:
    appeals = await sanctions.open_appeals(turn.reads, chat_id=chat_id, besides=turn.person.id)
    options = []
    for each in appeals:
        sanction = await sanctions.find(turn.reads, each.sanction)
        options.append(
            Option(str(each.id), text("panel.a_report", id=each.id, name=called(short(sanction.target_name))))
        )
    return options


async def _decide(turn: Turn, chat_id: int, number: str) -> None:
    appeals = await sanctions.open_appeals(turn.reads, chat_id=chat_id, besides=turn.person.id)
    appeal = next((each for each in appeals if each.id == int(number)), None)
    if appeal is None:
        raise OldButton
    await looks_up(turn, "appeals", chat_id=chat_id)
    about = await sanctions.find(turn.reads, appeal.sanction)
    turn.edit(await card(turn, about, appeal.id, written=appeal.words), keys=decide_keys(appeal.id))


async def _mute(turn: Turn, chat_id: int, words: str) -> None:
    """Somebody who was chosen, or as it was written; how long is asked where it is not told."""
    await restricting.mute(turn, elsewhere(turn, chat_id, words=words))


async def _banned(turn: Turn, chat_id: int) -> Sequence[Option]:
    found = await sanctions.all_in_force(turn.reads, chat_id=chat_id, kind="ban", now=turn.now)
    return [Option(str(each.target_id), Raw(short(each.target_name) or str(each.target_id))) for each in found]


async def _unban(turn: Turn, chat_id: int, words: str) -> None:
    await restricting.unban(turn, elsewhere(turn, chat_id, words=words))


async def _waits(turn: Turn, chat_id: int) -> list[Text]:
    appeals = await sanctions.open_appeals(turn.reads, chat_id=chat_id, besides=turn.person.id)
    return [text("panel.waits_appeals", n=len(appeals))] if appeals else []


SHORTCUTS: list[Entrance] = [
    Shortcut("warn", "order", "warn", "{thing} {said}", people, asks="panel.ask_warn", or_said=True,
             may_skip=True, permission="report"),
    Shortcut("mute", "order", "mute", "{said}", people, asks="panel.ask_mute", or_said=True,
             permission="mute", begins=_mute),
    Shortcut("unmute", "order", "unmute", "{thing}", people, permission="mute"),
    Shortcut("ban", "order", "ban", "{thing} {said}", people, asks="panel.ask_ban", or_said=True,
             may_skip=True, permission="ban"),
    Shortcut("unban", "order", "unban", "{thing}{said}", _banned, asks="panel.ask_unban", or_said=True,
             permission="ban", begins=_unban),
    Shortcut("warned", "order", "warnings", "{thing}", people, permission="report"),
    Shortcut("appeals", "order", options=_appeals, permission="report", begins=_decide),
    Shortcut("warnings", "own", "warnings"),
    Shortcut("why", "own", "why"),
    Shortcut("appeal", "own", "appeal", "{said}", asks="panel.ask_appeal"),
    StatusLines("waits", _waits),
]  # fmt: skip
