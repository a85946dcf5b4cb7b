"""What a group is told unasked, measured by its caps; the announcements of the schedule do so themselves."""

from __future__ import annotations

from bot.engine.turn import Turn
from bot.services.schedule import caps
from bot.services.schedule.caps import Share
from bot.services.schedule.reading import calendar_of


async def has_room(turn: Turn, chat_id: int) -> bool:
    """Whether the group may be told one thing more today."""
    return await caps.has_room(turn.unit, _share(turn, chat_id), now=turn.now)


async def count(turn: Turn, chat_id: int, name: str) -> None:
    """It is being told that thing."""
    await caps.count(turn.unit, _share(turn, chat_id), name, now=turn.now)


def _share(turn: Turn, chat_id: int) -> Share:
    limits = turn.chats.settings(chat_id).caps
    return Share(chat_id, calendar_of(turn.chats.group(chat_id)), limits.per_day, limits.per_week)
