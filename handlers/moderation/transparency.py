"""What was done in a group last month, posted once to groups that chose so: in numbers, without a name."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.config import GroupSettings
from bot.domain.people import Group
from bot.domain.schedule.policy import quiet_until
from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Priority
from bot.services import incident, transparency
from bot.services.transparency import Month
from bot.texts.text import Lines, Text, text
from handlers.moderation.log import done
from handlers.points.board import next_hour
from handlers.schedule import unasked

KIND = "transparency"
_LATE = 7
"""Days of the new month in which the last one is still told, should the bot have been away."""


async def post(turn: TimerTurn) -> None:
    for chat_id in turn.chats.groups():
        if is_due(turn.chats.group(chat_id), turn.chats.settings(chat_id), at=turn.now):
            await _post(turn, chat_id)
    await turn.later(KIND, "", at=next_hour(turn.now, ""), chat_id=0)


def is_due(group: Group, settings: GroupSettings, *, at: int) -> bool:
    """From the boards' hour on, on the month's first days."""
    local = datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(group.timezone))
    if not settings.points.board_transparency or local.day > _LATE or local.hour < settings.points.board_hour:
        return False
    return not quiet_until(settings.quiet.hours, at=at, zone=group.timezone)


async def _post(turn: Turn, chat_id: int) -> None:
    """Without a sound; an empty month is not told; while something has come up, or the caps are full, it waits."""
    if await incident.is_open(turn.reads, chat_id=chat_id) or not await unasked.has_room(turn, chat_id):
        return
    zone = turn.chats.group(chat_id).timezone
    month = transparency.month_before(turn.now, zone)
    if not await transparency.first_time(turn.unit, month, chat_id=chat_id, now=turn.now):
        return
    found = await transparency.of_month(turn.slow, month, chat_id=chat_id, zone=zone)
    if not found.is_empty:
        await unasked.count(turn, chat_id, KIND)
        turn.say(
            Lines(_lines(found, month)), to=chat_id, topic=0, priority=Priority.REPORT, silent=True, on_crash="drop"
        )


def _lines(found: Month, month: date) -> list[Text]:
    members = text("transparency.members")
    lines = [text("transparency.open", year=month.year, month=month.month)]
    lines += [
        text(
            "transparency.deed",
            number=number,
            what=done(action, members if is_of_members else None),
        )
        for action, (number, is_of_members) in found.actions.items()
    ]
    sentences = {
        "transparency.made": found.made,
        "transparency.taken": found.taken,
        "transparency.answered": found.answered,
        "transparency.reports": found.reports,
        "transparency.looked_up": found.looked_up,
        "transparency.copies": found.copies,
        "transparency.held": found.held,
        "transparency.destroyed": found.destroyed,
    }
    lines += [text(key, number=number) for key, number in sentences.items() if number]
    if found.median:
        lines.append(text("transparency.median", hours=max(1, round(found.median / 3600))))
    if found.draws:
        lines.append(text("transparency.draws", number=found.draws))
    if found.appeals:
        lines.append(text("transparency.appeals", number=found.appeals, lifted=found.lifted))
    if found.incidents:
        lines.append(text("transparency.incidents", number=found.incidents))
    if (rate := found.promises).due:
        lines.append(text("transparency.promises", due=rate.due, kept=rate.kept, late=rate.late, broken=rate.broken))
    return [*lines, text("transparency.how")]


ENTRANCES: list[Entrance] = [timer(KIND, post, recurring=next_hour)]
