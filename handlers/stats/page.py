"""A group's activity in the console: people and messages by day, what changed, the best hours, comings and goings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.console.parts import Column, Columns, Field, Figures, Heat, Notes, Part, Search, Sheet
from bot.domain import insights as answers
from bot.domain.stats import LEAST, Span, is_shown
from bot.engine.paged import Paged, PageTurn
from bot.services import insights, stats
from bot.services.insights import Day
from bot.services.schedule.reading import calendar_of
from bot.texts.text import Lines, Raw, Text, Words, text
from handlers.insights.screens import mark_of
from handlers.stats.command import told
from handlers.stats.picture import day_of

_DAYS: Final = (7, 14, 30, 60)
_PASSED: Final = {
    **{f"came:{way}": f"insights.source_{way}" for way in ("link", "member", "request", "added", "open")},
    "left": "console.activity_left",
    "removed": "console.activity_removed",
    "reaction": "console.activity_reaction",
}


async def activity(turn: PageTurn) -> Sheet:
    group, calendar = turn.about, calendar_of(turn.about)
    days = turn.number("days") if turn.number("days") in _DAYS else _DAYS[1]
    span, counts, before = await stats.look_back(
        turn.slow, calendar, chat_id=group.id, last=calendar.day_of(turn.now), days=days, now=turn.now
    )
    choice = [(str(each), text("console.days", n=each)) for each in _DAYS]
    parts: list[Part] = [
        Search(text("console.show"), [Field("days", text("console.span"), str(days), choice)]),
        Notes(told(counts, before)),
    ]
    if counts.is_telling:
        by_day = await insights.days(turn.slow, calendar, chat_id=group.id, first=span.first, last=span.last)
        heard = await stats.by_hour(turn.slow, span, chat_id=group.id, zone=group.timezone)
        passed = await insights.passed(turn.slow, span, chat_id=group.id)
        parts += [_voices(turn, span, by_day), _messages(turn, span, by_day), _hours(heard), _passed(passed)]
    return Sheet(text("console.page_activity"), parts)


def _voices(turn: PageTurn, span: Span, days: Sequence[Day]) -> Part:
    """Days with fewer voices than may be told, and those on which the bot was away, are gaps."""
    columns = [
        Column(
            day_of(span, each.day, turn.about.timezone),
            each.said.voices if each.said is not None and is_shown(each.said.voices) else None,
            _marks(each),
        )
        for each in days
    ]
    best = max(columns, key=lambda each: each.value or 0)
    says = text("console.voices_best", day=best.label, n=int(best.value or 0))
    return Columns(says, columns, foot=text("stats.picture_gaps", least=LEAST))


def _marks(day: Day) -> Lines | str:
    return Lines([mark_of(each) for each in day.changed]) if day.changed else ""


def _messages(turn: PageTurn, span: Span, days: Sequence[Day]) -> Part:
    columns = [
        Column(
            day_of(span, each.day, turn.about.timezone),
            each.said.messages if each.said is not None and is_shown(each.said.voices) else None,
        )
        for each in days
    ]
    return Columns(text("console.activity_messages"), columns)


def _hours(heard: dict[tuple[int, int], int]) -> Part:
    days = [Text(f"schedule.weekday_{day + 1}") for day in range(7)]
    values = [[heard.get((day, hour), 0) or None for hour in range(24)] for day in range(7)]
    best = answers.best_slots(heard, most=1)
    if not best:
        return Notes([text("console.hours_few")])
    day, hour = best[0]
    says = text("console.hours_best", day=days[day], hour=f"{hour}:00", n=heard[best[0]])
    return Heat(says, days, [Raw(str(hour)) for hour in range(24)], values)


def _passed(passed: dict[str, int]) -> Part:
    """Of fewer than five people the number is not told."""
    shown: list[tuple[Text, Words | int]] = [
        (Text(key), passed[what] if passed[what] >= LEAST else text("insights.under", least=LEAST))
        for what, key in _PASSED.items()
        if passed.get(what, 0) > 0
    ]
    if not shown:
        return Notes([text("console.activity_none")], text("console.activity_passed"))
    return Figures(shown)


ACTIVITY = Paged("activity", activity, "stats", shows=None)
