"""Reports, incidents and the log by buttons, and what is told of them on the panel."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.names import short
from bot.domain.refusals import OldButton
from bot.engine.entrances import Entrance
from bot.engine.looks import looks_up
from bot.engine.shortcuts import Option, Shortcut, StatusLines
from bot.engine.turn import Turn
from bot.services import incident, moderation_log
from bot.texts.text import Lines, Link, Text, Who, text
from handlers.command.group_commands import address_of, called
from handlers.moderation.reports import judge_keys


async def _reports(turn: Turn, chat_id: int) -> Sequence[Option]:
    reports = await moderation_log.open_reports(turn.reads, chat_id=chat_id)
    return [
        Option(str(each.id), text("panel.a_report", id=each.id, name=called(short(each.target_name))))
        for each in reports
    ]


async def _judge(turn: Turn, chat_id: int, number: str) -> None:
    reports = await moderation_log.open_reports(turn.reads, chat_id=chat_id)
    report = next((each for each in reports if each.id == int(number)), None)
    if report is None:
        raise OldButton
    await looks_up(turn, "reports", chat_id=chat_id)
    lines = [text("panel.report", id=report.id, who=Who(report.target_id, report.target_name))]
    if url := address_of(chat_id, report.message_id):
        lines.append(text("panel.report_link", link=Link(url, f"#{report.message_id}")))
    turn.edit(Lines(lines), keys=judge_keys(report.id))


async def _waits(turn: Turn, chat_id: int) -> list[Text]:
    reports = await moderation_log.open_reports(turn.reads, chat_id=chat_id)
    return [text("panel.waits_reports", n=len(reports))] if reports else []


async def _running(turn: Turn, chat_id: int) -> list[Text]:
    timeline = await incident.running(turn.reads, chat_id=chat_id)
    return [text("panel.runs_incident", title=short(timeline.incident.title))] if timeline is not None else []


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
