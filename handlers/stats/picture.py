"""A group in numbers as pictures: the voices of each day, and at which hours of the week how many people talk."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.stats import LEAST, Counts, Span, is_shown
from bot.pictures.forms import Heat, HeatRow, Line, Point
from bot.texts.text import Raw, Text, When, text


def day_of(span: Span, day: int, zone: str) -> When:
    """By about its middle."""
    return When(span.since + (day - span.first) * 86400 + 43_200, zone, "day")


def voices(span: Span, counts: Counts, *, zone: str, begins: int) -> Line:
    """Days with fewer voices than may be told are gaps, and so are those before the bot came, which `begins` is, and
    the last one, which is not over, until somebody spoke on it.
    """
    counted = {day: counts.by_day.get(day, 0) for day in range(span.first, span.last + 1)}
    known = {day: n for day, n in counted.items() if day >= begins and is_shown(n) and (n or day < span.last)}
    best = max(known, key=lambda day: known[day], default=0)
    said = text("stats.picture_best", day=day_of(span, best, zone), n=known[best]) if known.get(best) else None
    return Line(
        title=said or text("stats.picture"),
        subtitle=_days(span, zone),
        foot=text("stats.picture_gaps", least=LEAST),
        points=[Point(text("stats.day", day=day_of(span, day, zone)), known.get(day)) for day in counted],
        low=0,
    )


def hours(span: Span, heard: Mapping[tuple[int, int], int], *, zone: str, title: Text | None = None) -> Heat:
    """`heard`: people by weekday (0 is Monday) and hour; where they are too few to be told of it stays empty."""
    return Heat(
        title=title or text("stats.hours"),
        subtitle=_days(span, zone),
        columns=[Raw(str(hour)) for hour in range(24)],
        rows=[
            HeatRow(Text(f"schedule.weekday_{day + 1}"), [_cell(heard, day, hour) for hour in range(24)])
            for day in range(7)
        ],
        less=text("stats.hours_less"),
        more=text("stats.hours_more"),
    )


def is_blank(heard: Mapping[tuple[int, int], int]) -> bool:
    """Whether no hour may be told of."""
    return not any(heard.values())


def _cell(heard: Mapping[tuple[int, int], int], day: int, hour: int) -> float | None:
    return heard.get((day, hour), 0) or None


def _days(span: Span, zone: str) -> Text:
    return text("stats.picture_days", first=day_of(span, span.first, zone), last=day_of(span, span.last, zone))
