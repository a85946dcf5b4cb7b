"""The mood of some days as a line before what is usual; the numbers are the pulse's, the drawing is the pictures'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from bot.domain.day import zone
from bot.domain.mood import pulse
from bot.domain.mood.pulse import HOUR, LEAST_A_DAY, LEAST_AN_HOUR, Hour, Stretch
from bot.domain.people import Group
from bot.pictures.forms import Legend, Line, Point
from bot.texts.text import When, text

_LEAST_POINTS = 2
_LEAST_HIGH = 0.2
"""Of the axis, so that calm weeks look calm."""


def picture(shown: Mapping[int, Sequence[Hour]], past: Sequence[Hour], *, group: Group) -> Line | None:
    """By local day, one day by its hours; None where there would be no line."""
    baseline = pulse.baseline_of(past, timezone=group.timezone)
    if len(shown) > 1:
        days = [(day_of(day, group), pulse.stretch(hours, baseline, least=LEAST_A_DAY)) for day, hours in shown.items()]
    else:
        hours = [each for day in shown.values() for each in day]
        days = [
            (When(at * HOUR, group.timezone, "time"), pulse.stretch(own, baseline, least=LEAST_AN_HOUR))
            for at, own in _by_hour(hours).items()
        ]
    if sum(each.share is not None for _, each in days) < _LEAST_POINTS:
        return None
    worst = max((each for _, each in days), key=lambda each: each.excess)
    values = [each.share or 0.0 for _, each in days] + [each.high or 0.0 for _, each in days]
    return Line(
        title=text("mood.picture_title", group=group.title or str(group.id)),
        subtitle=text("mood.picture_subtitle"),
        points=[_point(label, each, is_marked=each is worst and worst.excess > 0) for label, each in days],
        low=0,
        high=100 * max(_LEAST_HIGH, *values),
        legend=Legend(text("mood.picture_line"), text("mood.picture_band")),
        foot=text("mood.picture_foot"),
    )


def _point(label: When, each: Stretch, *, is_marked: bool) -> Point:
    value, low, high = (None if part is None else 100 * part for part in (each.share, each.low, each.high))
    mark = text("mood.picture_mark", share=round(value)) if is_marked and value is not None else None
    return Point(text("mood.picture_label", when=label), value, low, high, mark)


def _by_hour(hours: Sequence[Hour]) -> dict[int, list[Hour]]:
    """Silent hours between two that were not are there too, and empty."""
    if not hours:
        return {}
    at = [each.hour for each in hours]
    return {hour: [each for each in hours if each.hour == hour] for hour in range(min(at), max(at) + 1)}


def day_of(day: int, group: Group) -> When:
    """The local day by its noon, wherever in the day it begins."""
    noon = datetime.combine(datetime.fromordinal(day), time(), zone(group.timezone)) + timedelta(hours=12)
    return When(int(noon.timestamp()), group.timezone, "day")
