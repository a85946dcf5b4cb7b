"""Reports, incidents and the log by buttons, and what is told of them on the panel."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.names import short
from bot.domain.refusals import OldButton
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Option, Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.services import incident, moderation_log
from bot.texts.text import Lines, Link, Text, Who, text
from handlers.command.group_commands import address_of, called
from handlers.moderation.reports import judge_keys


async def _reports(turn: Turn, chat_id: int) -> Sequence[Option]:
    found = await moderation_log.open_reports(turn.reads, chat_id=chat_id)
    return [
        Option(str(each.id), text("panel.a_report", id=each.id, name=called(short(each.target_name)))) for each in found
    ]


async def _judge(turn: Turn, chat_id: int, number: str) -> None:
    found = await moderation_log.open_reports(turn.reads, chat_id=chat_id)
    one = next((each for each in found if each.id == int(number)), None)
    if one is None:
        raise OldButton
    lines = [text("panel.report", id=one.id, who=Who(one.target_id, one.target_name))]
    if url := address_of(chat_id, one.message_id):
        lines.append(text("panel.report_link", link=Link(url, f"#{one.message_id}")))
    turn.edit(Lines(lines), keys=judge_keys(one.id))


async def _waits(turn: Turn, chat_id: int) -> list[Text]:
    found = await moderation_log.open_reports(turn.reads, chat_id=chat_id)
    return [text("panel.waits_reports", n=len(found))] if found else []


async def _running(turn: Turn, chat_id: int) -> list[Text]:
    found = await incident.running(turn.reads, chat_id=chat_id)
    return [text("panel.runs_incident", title=short(found.incident.title))] if found is not None else []


SHORTCUTS: list[Entrance] = [
    Shortcut("reports", "order", options=_reports, permission="report", begins=_judge),
    Shortcut("inc_open", "order", "incident", "open {said}", asks="panel.ask_incident", permission="incident"),
    Shortcut("inc_update", "order", "incident", "update {said}", asks="panel.ask_incident", permission="incident"),
    Shortcut("inc_close", "order", "incident", "close {said}", asks="panel.ask_incident", permission="incident"),
    Shortcut("inc_drill", "team", "incident", "drill", permission="incident"),
    Shortcut("inc_show", "order", "incident", permission="incident"),
    Shortcut("audit", "order", "audit", permission="audit"),
    StatusLines("waits", _waits),
    StatusLines("runs", _running),
]
