"""What the screens of answers are put together of: a sentence that says it, a span of days, bars of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.insights import Rate
from bot.domain.stats import LEAST, Span
from bot.engine.turn import Turn
from bot.pictures.forms import Bar, Picture
from bot.services import stats
from bot.texts.text import Lines, Text, text
from handlers.command.group_commands import Place
from handlers.stats.picture import day_of

DAYS: Final = 28
"""Days that most screens look back on."""


@dataclass(frozen=True, slots=True)
class Screen:
    words: Lines
    drawn: Picture | None = None


def span_of(turn: Turn, place: Place, days: int) -> Span:
    """So many local days up to and with yesterday: today is not over."""
    return stats.span_of(place.calendar, last=place.calendar.day_of(turn.now) - 1, days=days, now=turn.now)


def so_far(turn: Turn, place: Place, days: int) -> Span:
    """So many local days up to and with today: of what happens now and then, what happened today counts too."""
    return stats.span_of(place.calendar, last=place.calendar.day_of(turn.now), days=days, now=turn.now + 1)


def period(span: Span, place: Place) -> Text:
    zone = place.group.timezone
    return text("stats.picture_days", first=day_of(span, span.first, zone), last=day_of(span, span.last, zone))


def nothing(key: str) -> Screen:
    return Screen(Lines([text(f"insights.{key}"), text("insights.few", least=LEAST)]))


def people_bar(key: str, people: int) -> Bar:
    """Of fewer than five neither the number is told nor how long the bar would be."""
    is_told = people >= LEAST or people == 0
    return Bar(Text(key), people if is_told else 0, None if is_told else text("insights.under", least=LEAST))


def of_label(key: str, what: str, number: int) -> Text:
    return text(f"insights.of_{what}", what=Text(key), n=number)


def interval(rate: Rate) -> Text:
    low, high = round(100 * rate.low), round(100 * rate.high)
    return text("insights.interval", percent=round(100 * rate.share), low=low, high=high)
