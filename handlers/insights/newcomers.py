"""Screens of newcomers: who stays, how far they get, which way they came and what they did first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from bot.domain import insights as answers
from bot.domain.insights import Arrivals, Cohort
from bot.domain.stats import LEAST, Span
from bot.engine.turn import Turn
from bot.pictures.forms import Bar, Bars, Heat, HeatRow
from bot.services import insights
from bot.texts.text import Lines, Raw, Text, text
from handlers.command.group_commands import Place
from handlers.insights.screen import Screen, interval, nothing, of_label, people_bar, period, span_of

_WEEKS: Final = 8
_MONTHS: Final = 90
_TO_COMPARE: Final = 2


async def staying(turn: Turn, place: Place) -> Screen:
    """Of those who came in a week, how many were heard on the day after, in the first week, in the first month."""
    today = place.calendar.day_of(turn.now)
    span = span_of(turn, place, 7 * _WEEKS)
    came = await insights.of_arrivals(turn.slow, chat_id=place.group.id, first=span.first, last=span.last)
    found = [each for each in answers.cohorts(came, today=today, weeks=_WEEKS) if each.came >= LEAST]
    known = [each.in_week for each in found if each.in_week is not None]
    if not found:
        return nothing("staying")
    said = text("insights.staying_short", n=sum(each.came for each in found))
    if known:
        part, whole = sum(each.part for each in known), sum(each.whole for each in known)
        said = text("insights.staying_week", percent=round(100 * part / whole), n=whole)
    drawn = Heat(
        title=said,
        subtitle=period(span, place),
        foot=text("insights.staying_foot", least=LEAST),
        columns=[text("insights.next_day"), text("insights.in_week"), text("insights.in_month")],
        rows=[_row(each) for each in found],
        written=True,
        unit="%",
    )
    return Screen(Lines([said, text("insights.staying_foot", least=LEAST)]), drawn)


def _row(one: Cohort) -> HeatRow:
    first = date.fromordinal(one.first)
    cells = [None if each is None else round(100 * each.share) for each in (one.next_day, one.in_week, one.in_month)]
    return HeatRow(text("insights.week_of", day=Raw(f"{first.month}-{first.day}"), n=one.came), [*cells])


async def _newcomers(turn: Turn, place: Place) -> tuple[Span, list[Arrivals]]:
    span = span_of(turn, place, _MONTHS)
    return span, await insights.of_arrivals(turn.slow, chat_id=place.group.id, first=span.first, last=span.last)


async def funnel(turn: Turn, place: Place) -> Screen:
    """How many of those who came spoke, checked in, took part and redeemed something."""
    span, came = await _newcomers(turn, place)
    steps = answers.funnel(came)
    if not steps:
        return nothing("funnel")
    whole = steps[0].people
    said = text("insights.funnel_spoke", n=whole, percent=round(100 * steps[1].people / whole))
    bars = [people_bar(f"insights.step_{each.name}", each.people) for each in steps]
    drawn = Bars(title=said, subtitle=period(span, place), foot=text("insights.funnel_foot"), bars=bars)
    return Screen(Lines([said, text("insights.funnel_foot")]), drawn)


async def sources(turn: Turn, place: Place) -> Screen:
    return await _rates(turn, place, "sources", lambda each: each.source, "source")


async def firsts(turn: Turn, place: Place) -> Screen:
    """What goes together with staying: said as such, for it need not be the cause."""
    return await _rates(turn, place, "firsts", lambda each: each.first_deed or "nothing", "first")


async def _rates(turn: Turn, place: Place, name: str, of: Callable[[Arrivals], str], label: str) -> Screen:
    span, came = await _newcomers(turn, place)
    found = sorted(answers.staying(came, of).items(), key=lambda each: -each[1].share)
    if len(found) < _TO_COMPARE:
        return nothing(name)
    best, rate = found[0]
    said = text(f"insights.{name}_best", what=Text(f"insights.{label}_{best}"), percent=round(100 * rate.share))
    bars = [
        Bar(of_label(f"insights.{label}_{each}", "people", rate.whole), 100 * rate.share, interval(rate))
        for each, rate in found
    ]
    foot = text(f"insights.{name}_foot")
    return Screen(Lines([said, foot]), Bars(title=said, subtitle=period(span, place), foot=foot, bars=bars, full=100))
