"""The leaderboard posted by itself, in the evening, to groups that chose so; the card is that of /top."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.config import GroupSettings
from bot.domain.checkin import Calendar
from bot.domain.people import Group
from bot.domain.points import BOARDS, Board
from bot.domain.schedule.plan import Scheduled
from bot.domain.schedule.policy import quiet_until
from bot.engine.entrances import Entrance, report, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Priority
from bot.services import incident
from bot.services.schedule.reading import calendar_of
from bot.texts.text import Lines
from handlers.points.top import board_keys, board_lines
from handlers.schedule import unasked

KIND = "board"
_HOUR = 3600
_LATE = 3
"""Hours by which a board is still posted after the bot was away."""

_SUNDAY = 7


def next_hour(after: int, _timezone: str) -> int:
    """Epoch seconds of the next full hour: every zone's evening is one of them, or half past it."""
    return (after // _HOUR + 1) * _HOUR


async def post(turn: TimerTurn) -> None:
    latest = turn.now - turn.now % _HOUR
    hours = range(max(turn.at, latest - _LATE * _HOUR), latest + 1, _HOUR)
    for chat_id in turn.chats.groups():
        for at in hours:
            for board in due(turn.chats.group(chat_id), turn.chats.settings(chat_id), at=at):
                await _post(turn, chat_id, board, at=at)
    await turn.later(KIND, "", at=next_hour(turn.now, ""), chat_id=0)


def due(group: Group, settings: GroupSettings, *, at: int) -> list[Board]:
    """What is to be posted in the hour that begins then; of an hour that comes twice, the first."""
    zone, points = ZoneInfo(group.timezone), settings.points
    local, before = (datetime.fromtimestamp(each, UTC).astimezone(zone).hour for each in (at, at - _HOUR))
    if local != points.board_hour or before == local:
        return []
    if quiet_until(settings.quiet.hours, at=at, zone=group.timezone):
        return []
    weekday = date.fromordinal(Calendar(group.timezone, group.day_starts_at).day_of(at)).isoweekday()
    chosen: list[tuple[bool, Board]] = [
        (points.board_daily, "day"),
        (points.board_weekly and weekday == _SUNDAY, "week"),
    ]
    return [board for is_chosen, board in chosen if is_chosen]


async def _post(turn: Turn, chat_id: int, board: Board, *, at: int) -> None:
    """Without a sound; an empty board is not posted, nor any while something has come up, or beyond the caps."""
    if await incident.is_open(turn.reads, chat_id=chat_id) or not await unasked.has_room(turn, chat_id):
        return
    group = turn.chats.group(chat_id)
    day = Calendar(group.timezone, group.day_starts_at).day_of(at)
    lines = await board_lines(turn, chat_id=chat_id, board=board, day=day)
    if len(lines) > 1 and lines[1].key == "points.top_line":
        keys = board_keys(chat_id, board)
        await unasked.count(turn, chat_id, f"board:{board}")
        turn.say(Lines(lines), to=chat_id, topic=0, keys=keys, priority=Priority.REPORT, silent=True, on_crash="drop")


def _of(board: Board) -> Callable[[Turn, Scheduled], Awaitable[Lines]]:
    """The schedule's report of that board, as it stood the day before: on a Monday morning, or on the first of a month,
    the period that has just ended.
    """

    async def lines(turn: Turn, asked: Scheduled) -> Lines:
        day = calendar_of(turn.chats.group(asked.chat_id)).day_of(asked.due) - 1
        return Lines(await board_lines(turn, chat_id=asked.chat_id, board=board, day=day))

    return lines


ENTRANCES: list[Entrance] = [
    timer(KIND, post, recurring=next_hour),
    *(report(board, _of(board)) for board in BOARDS),
]
