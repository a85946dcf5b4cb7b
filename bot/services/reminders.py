"""Reminders to check in, asked for by members; the hour and the timer are the handler's."""

from __future__ import annotations

from bot.domain.checkin import Calendar, todays
from storage import checkin, reminders
from storage.database import Reader, Unit


async def switch(unit: Unit, *, chat_id: int, user_id: int, at: int, wanted: bool | None = None) -> bool:
    """To what is wanted, else on if it was off and off if it was on; whether it is on now."""
    if await reminders.stop(unit, chat_id=chat_id, user_id=user_id) and not wanted:
        return False
    if wanted is False:
        return False
    return await reminders.ask(unit, chat_id=chat_id, user_id=user_id, at=at)


async def is_wanted(reader: Reader, *, chat_id: int, user_id: int) -> bool:
    """Still asked for, by someone who is still there."""
    return await reminders.is_asked(reader, chat_id=chat_id, user_id=user_id)


async def is_open(reader: Reader, *, chat_id: int, user_id: int, at: int, calendar: Calendar) -> bool:
    """Whether today has no check-in yet."""
    marks = await checkin.marks_around(reader, chat_id=chat_id, user_id=user_id, day=calendar.day_of(at))
    return todays(marks, at=at, calendar=calendar) is None
