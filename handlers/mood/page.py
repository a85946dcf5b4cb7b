"""The mood of a group in the console: its line against what is usual, and when it turned."""

from __future__ import annotations

from typing import Final

from bot.console.parts import Column, Columns, Field, Figures, Notes, Part, Row, Search, Sheet, Table
from bot.domain.mood import pulse
from bot.domain.mood.pulse import LEAST_A_DAY, Stretch
from bot.engine.paged import Paged, PageTurn
from bot.services import stats
from bot.services.mood import week
from bot.services.mood.week import Look
from bot.services.schedule.reading import calendar_of
from bot.texts.text import Raw, When, text
from handlers.mood import week as told
from handlers.mood.picture import day_of

_DAYS: Final = (7, 14, 31)


async def mood(turn: PageTurn) -> Sheet:
    group = turn.about
    if not turn.chats.settings(group.id).mood.check:
        return Sheet(text("console.page_mood"), [Notes([text("mood.off")])])
    days = turn.number("days") if turn.number("days") in _DAYS else _DAYS[1]
    calendar = calendar_of(group)
    span = stats.span_of(calendar, last=calendar.day_of(turn.now), days=days, now=turn.now + 1)
    found = await week.look_back(turn.slow, calendar, span, chat_id=group.id)
    choice = [(str(each), text("console.days", n=each)) for each in _DAYS]
    parts: list[Part] = [
        Search(text("console.show"), [Field("days", text("console.span"), str(days), choice)]),
        _picture(turn, found),
        *_counted(found),
        Notes([
            *told.hours(found.apart), *told.incidents(group, found.incidents), *told.precision(found.precision),
            text("mood.honest"),
        ]),
        _turned(turn, found),
    ]  # fmt: skip
    return Sheet(text("console.page_mood"), parts)


def _picture(turn: PageTurn, found: Look) -> Part:
    baseline = pulse.baseline_of(found.past, timezone=turn.about.timezone)
    columns = [
        _column(day_of(day, turn.about), pulse.stretch(hours, baseline, least=LEAST_A_DAY))
        for day, hours in found.shown.items()
    ]
    return Columns(told.trend(found.reading), columns, foot=text("console.mood_share"))


def _column(label: When, each: Stretch) -> Column:
    """A day on which too little was said is a gap; the band is what is usual there."""
    share, low, high = (None if part is None else round(100 * part, 1) for part in (each.share, each.low, each.high))
    return Column(label, share, f"({low}–{high})" if low is not None and high is not None else "")


def _counted(found: Look) -> list[Part]:
    counts = found.reading.counts
    if not counts.said:
        return []
    return [
        Figures([
            (text("console.mood_said"), counts.said),
            (text("console.mood_negative"), counts.negative),
            (text("console.mood_neutral"), counts.neutral),
            (text("console.mood_positive"), counts.positive),
            (text("console.mood_abstained"), counts.abstained),
            (text("console.mood_hostile"), counts.hostile),
        ])
    ]  # fmt: skip


def _turned(turn: PageTurn, found: Look) -> Table:
    zone = turn.about.timezone
    rows = [Row([When(each.at, zone), Raw(f"#{each.id}")]) for each in reversed(found.turns)]
    heads = [text("console.head_when"), text("console.head_number")]
    return Table(text("console.mood_turns"), heads, rows, text("console.mood_calm"))


MOOD = Paged("mood", mood, "mood", shows="mood")
