"""A group's activity in the console: voices by day, people by hour of the week, and what was held."""

from __future__ import annotations

from typing import Final

from bot.console.parts import Column, Columns, Field, Heat, Notes, Part, Search, Sheet
from bot.domain.stats import LEAST, Counts, Span, is_shown
from bot.engine.paged import Paged, PageTurn
from bot.services import stats
from bot.services.schedule.reading import calendar_of
from bot.texts.text import Raw, Text, text
from handlers.stats.command import told
from handlers.stats.picture import day_of

_DAYS: Final = (7, 14, 30, 60)


async def activity(turn: PageTurn) -> Sheet:
    group, calendar = turn.about, calendar_of(turn.about)
    days = turn.number("days") if turn.number("days") in _DAYS else _DAYS[1]
    today = calendar.day_of(turn.now)
    span, found, before = await stats.look_back(
        turn.slow, calendar, chat_id=group.id, last=today, days=days, now=turn.now
    )
    choice = [(str(each), text("console.days", n=each)) for each in _DAYS]
    parts: list[Part] = [
        Search(text("console.show"), [Field("days", text("console.span"), str(days), choice)]),
        Notes(told(found, before)),
    ]
    if found.is_telling:
        begins = await stats.begins(turn.slow, chat_id=group.id)
        heard = await stats.by_hour(turn.slow, span, chat_id=group.id, zone=group.timezone)
        parts += [_voices(turn, span, found, begins=begins), _hours(turn, heard)]
    return Sheet(text("console.page_activity"), parts)


def _voices(turn: PageTurn, span: Span, found: Counts, *, begins: int) -> Part:
    """Days before the bot came, and those with fewer voices than may be told, are gaps."""
    zone = turn.about.timezone
    columns = []
    for day in range(span.first, span.last + 1):
        number = found.by_day.get(day, 0)
        is_told = day >= begins and is_shown(number)
        columns.append(Column(day_of(span, day, zone), number if is_told else None))
    best = max(columns, key=lambda each: each.value or 0)
    says = text("console.voices_best", day=best.label, n=int(best.value or 0))
    return Columns(says, columns, foot=text("stats.picture_gaps", least=LEAST))


def _hours(turn: PageTurn, heard: dict[tuple[int, int], int]) -> Part:
    days = [Text(f"schedule.weekday_{day + 1}") for day in range(7)]
    values = [[heard.get((day, hour), 0) or None for hour in range(24)] for day in range(7)]
    top = max(heard.values(), default=0)
    if not top:
        return Notes([text("console.hours_few")])
    day, hour = next(place for place, number in heard.items() if number == top)
    says = text("console.hours_best", day=days[day], hour=f"{hour}:00", n=top)
    return Heat(says, days, [Raw(str(hour)) for hour in range(24)], values)


ACTIVITY = Paged("activity", activity, "stats")
