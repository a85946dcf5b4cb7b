"""Screens of how the desk does, of the mood of each topic, and of two kinds of posts against each other."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import Final

from bot.domain.insights import Rate
from bot.domain.stats import LEAST
from bot.domain.topics import GENERAL
from bot.engine.turn import Turn
from bot.pictures.forms import Bar, Bars
from bot.services import insights, topics
from bot.services.feedback import figures
from bot.texts.text import Argument, Lines, Raw, Text, text
from handlers.command.group_commands import Place
from handlers.insights.posts import kind_of
from handlers.insights.screen import DAYS, Screen, interval, nothing, period, so_far, span_of
from handlers.topics.command import called

_HOUR: Final = 3600
_WITHIN: Final = {"hour": _HOUR, "hours": 4 * _HOUR, "day": 24 * _HOUR, "days": 72 * _HOUR}
"""Spans within which an answer is counted, the shortest first; what took longer stands last."""

_QUARTER: Final = 90
_LONG: Final = 48
"""Hours from which a span is told in days."""


async def desk(turn: Turn, place: Place) -> Screen:
    """How soon feedback hears from the desk: half of it, and by spans."""
    span = so_far(turn, place, _QUARTER)
    took = await figures.answer_times(turn.slow, chat_id=place.group.id, since=span.since)
    if len(took) < LEAST:
        return nothing("desk")
    said = text("insights.desk_half", span=_span(median(took)), n=len(took))
    edges = [0, *_WITHIN.values(), 2**40]
    numbers = [sum(low < max(1, each) <= high for each in took) for low, high in pairwise(edges)]
    bars = [
        Bar(Text(f"insights.within_{name}"), number) for name, number in zip((*_WITHIN, "later"), numbers, strict=True)
    ]
    foot = text("insights.desk_foot")
    return Screen(Lines([said, foot]), Bars(title=said, subtitle=period(span, place), foot=foot, bars=bars))


def _span(seconds: float) -> Text:
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return text("insights.span_minutes", n=minutes)
    hours = round(minutes / 60)
    return text("insights.span_hours", n=hours) if hours < _LONG else text("insights.span_days", n=round(hours / 24))


async def moods(turn: Turn, place: Place) -> Screen:
    """The share of gloomy words in each topic, where five people at least spoke."""
    if not turn.chats.settings(place.group.id).mood.check:
        return Screen(Lines([text("mood.off")]))
    span, chat_id = span_of(turn, place, DAYS), place.group.id
    found = await insights.moods(turn.slow, chat_id=chat_id, since=span.since, until=span.until)
    if len(found) < 2:
        return nothing("moods")
    bars = [
        Bar(await _topic(turn, chat_id, topic, gloom), 100 * gloom.share, interval(gloom)) for topic, gloom in found
    ]
    worst, gloom = found[0]
    said = text("insights.moods_worst", topic=await _name(turn, chat_id, worst), percent=round(100 * gloom.share))
    foot = text("insights.moods_foot", least=LEAST)
    return Screen(Lines([said, foot]), Bars(title=said, subtitle=period(span, place), foot=foot, bars=bars, full=100))


async def _topic(turn: Turn, chat_id: int, topic: int, gloom: Rate) -> Text:
    return text("insights.of_messages", what=await _name(turn, chat_id, topic), n=gloom.whole)


async def _name(turn: Turn, chat_id: int, topic: int) -> Argument:
    """What is said outside of all topics is counted under 0, and stands in the general one."""
    return called(await topics.by_id(turn.slow, chat_id=chat_id, topic=topic or GENERAL))


async def compare(turn: Turn, place: Place) -> Screen:
    """The two kinds of posts of which there are most, by what comes back to one; whether chance explains it."""
    span, kinds = so_far(turn, place, _QUARTER), kind_of(turn.chats.plan)
    found = await insights.compared(
        turn.slow, chat_id=place.group.id, since=span.since, until=turn.now + 1, kind_of=kinds
    )
    if found is None:
        return nothing("compare")
    first, second, gap = found
    names = Text(f"insights.post_{first}"), Text(f"insights.post_{second}")
    numbers = Raw(f"{gap.before:.1f}"), Raw(f"{gap.after:.1f}")
    said = text("insights.compare_said", first=names[0], a=numbers[0], second=names[1], b=numbers[1])
    low, high = Raw(f"{gap.low:+.1f}"), Raw(f"{gap.high:+.1f}")
    range_ = text("insights.compare_range", low=low, high=high, a=gap.days[0], b=gap.days[1])
    judged = text("insights.compare_clear" if gap.is_clear else "insights.effect_chance")
    bars = [Bar(name, mean, shown) for name, mean, shown in zip(names, gap[:2], numbers, strict=True)]
    return Screen(Lines([said, range_, judged]), Bars(title=said, subtitle=range_, foot=judged, bars=bars))
