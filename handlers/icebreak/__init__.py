"""A line of the group's own bank where it is quieter than usual: within its caps, never at night, every third day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.schedule.policy import quiet_until
from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Priority
from bot.services import icebreak, incident
from bot.services.schedule.reading import calendar_of
from bot.texts.text import Raw
from handlers.points.board import next_hour
from handlers.schedule import unasked

KIND: Final = "icebreak"


async def hourly(turn: TimerTurn) -> None:
    for chat_id in turn.chats.groups():
        if _is_hour(turn, chat_id):
            await _look(turn, chat_id)
    await turn.later(KIND, "", at=next_hour(turn.now, ""), chat_id=0)


def _is_hour(turn: Turn, chat_id: int) -> bool:
    chosen, zone = turn.chats.settings(chat_id).icebreak, turn.chats.group(chat_id).timezone
    hour = datetime.fromtimestamp(turn.now, UTC).astimezone(ZoneInfo(zone)).hour
    if not chosen.lines or hour != chosen.hour:
        return False
    return not quiet_until(turn.chats.settings(chat_id).quiet.hours, at=turn.now, zone=zone)


async def _look(turn: Turn, chat_id: int) -> None:
    """Once a day, whatever is found."""
    lines, day = turn.chats.settings(chat_id).icebreak.lines, calendar_of(turn.chats.group(chat_id)).day_of(turn.now)
    if not await icebreak.first_today(turn.unit, chat_id=chat_id, day=day, now=turn.now):
        return
    if await incident.is_open(turn.reads, chat_id=chat_id) or not await unasked.has_room(turn, chat_id):
        return
    if not await icebreak.is_quiet(turn.slow, chat_id=chat_id, day=day):
        return
    number = await icebreak.following(turn.unit, chat_id=chat_id, lines=len(lines), day=day)
    if number is None:
        return
    await unasked.count(turn, chat_id, icebreak.name_of(number))
    turn.say(Raw(lines[number]), to=chat_id, topic=0, priority=Priority.REPORT, on_crash="drop")


ENTRANCES: list[Entrance] = [timer(KIND, hourly, recurring=next_hour)]
