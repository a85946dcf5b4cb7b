"""Screens of answers: a sentence that says it, and a picture of the same where there is something to draw."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain import insights as answers
from bot.domain.insights import Arrivals, Cohort, Rate
from bot.domain.stats import LEAST, Span
from bot.engine.turn import Turn
from bot.pictures.forms import Bar, Bars, Heat, HeatRow, Line, Picture, Point
from bot.services import insights, points, stats
from bot.texts.text import Lines, Raw, Text, text
from handlers.command.group_commands import Place
from handlers.insights.posts import kind_of
from handlers.stats.picture import day_of, hours

_DAYS: Final = 28
_WEEKS: Final = 8
_MONTHS: Final = 90
_TO_COMPARE: Final = 2

SEGMENTS: Final = ("core", "active", "newcomer", "at_risk", "quiet")


@dataclass(frozen=True, slots=True)
class Screen:
    words: Lines
    drawn: Picture | None = None


def _span(turn: Turn, place: Place, days: int) -> Span:
    """So many local days up to and with yesterday: today is not over."""
    return stats.span_of(place.calendar, last=place.calendar.day_of(turn.now) - 1, days=days, now=turn.now)


def _period(span: Span, place: Place) -> Text:
    zone = place.group.timezone
    return text("stats.picture_days", first=day_of(span, span.first, zone), last=day_of(span, span.last, zone))


def _nothing(key: str) -> Screen:
    return Screen(Lines([text(f"insights.{key}"), text("insights.few", least=LEAST)]))


async def when(turn: Turn, place: Place) -> Screen:
    """At which hours of the week people talk, and which three are best."""
    span, zone = _span(turn, place, _DAYS), place.group.timezone
    heard = await stats.by_hour(turn.slow, span, chat_id=place.group.id, zone=zone)
    best = answers.best_slots(heard)
    if not best:
        return _nothing("when")
    slots = [
        text("insights.slot", day=Text(f"schedule.weekday_{day + 1}"), hour=Raw(f"{hour:02}:00")) for day, hour in best
    ]
    said = text("insights.when_best", first=slots[0])
    others = [text("insights.when_next", slots=each) for each in slots[1:]]
    return Screen(Lines([said, *others]), hours(span, heard, zone=zone, title=said))


async def days(turn: Turn, place: Place) -> Screen:
    """Voices by day, with what changed on it."""
    span = _span(turn, place, _DAYS)
    found = await insights.days(turn.slow, place.calendar, chat_id=place.group.id, first=span.first, last=span.last)
    told = [each.said.voices for each in found if each.said is not None]
    if not told or max(told) < LEAST:
        return _nothing("days")
    said = text("insights.days_mean", n=len(told), mean=round(sum(told) / len(told)))
    zone = place.group.timezone
    drawn = Line(
        title=said,
        subtitle=_period(span, place),
        foot=text("insights.days_foot", least=LEAST),
        points=[
            Point(
                text("stats.day", day=day_of(span, each.day, zone)),
                each.said.voices if each.said is not None and each.said.voices not in range(1, LEAST) else None,
                mark=Text(f"insights.change_{each.changed[0]}") if each.changed else None,
            )
            for each in found
        ],
        low=0,
    )
    return Screen(Lines([said, text("insights.days_foot", least=LEAST)]), drawn)


async def staying(turn: Turn, place: Place) -> Screen:
    """Of those who came in a week, how many were heard on the day after, in the first week, in the first month."""
    today = place.calendar.day_of(turn.now)
    span = _span(turn, place, 7 * _WEEKS)
    came = await insights.of_arrivals(turn.slow, chat_id=place.group.id, first=span.first, last=span.last)
    found = [each for each in answers.cohorts(came, today=today, weeks=_WEEKS) if each.came >= LEAST]
    known = [each.in_week for each in found if each.in_week is not None]
    if not found:
        return _nothing("staying")
    said = text("insights.staying_short", n=sum(each.came for each in found))
    if known:
        part, whole = sum(each.part for each in known), sum(each.whole for each in known)
        said = text("insights.staying_week", percent=round(100 * part / whole), n=whole)
    drawn = Heat(
        title=said,
        subtitle=_period(span, place),
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
    span = _span(turn, place, _MONTHS)
    return span, await insights.of_arrivals(turn.slow, chat_id=place.group.id, first=span.first, last=span.last)


async def funnel(turn: Turn, place: Place) -> Screen:
    """How many of those who came spoke, checked in, took part and redeemed something."""
    span, came = await _newcomers(turn, place)
    steps = answers.funnel(came)
    if not steps:
        return _nothing("funnel")
    whole = steps[0].people
    said = text("insights.funnel_spoke", n=whole, percent=round(100 * steps[1].people / whole))
    bars = [_people(f"insights.step_{each.name}", each.people) for each in steps]
    drawn = Bars(title=said, subtitle=_period(span, place), foot=text("insights.funnel_foot"), bars=bars)
    return Screen(Lines([said, text("insights.funnel_foot")]), drawn)


def _people(key: str, people: int) -> Bar:
    """Of fewer than five neither the number is told nor how long the bar would be."""
    is_told = people >= LEAST or people == 0
    return Bar(Text(key), people if is_told else 0, None if is_told else text("insights.under", least=LEAST))


async def sources(turn: Turn, place: Place) -> Screen:
    return await _rates(turn, place, "sources", lambda each: each.source, "source")


async def firsts(turn: Turn, place: Place) -> Screen:
    """What goes together with staying: said as such, for it need not be the cause."""
    return await _rates(turn, place, "firsts", lambda each: each.first_deed or "nothing", "first")


async def _rates(turn: Turn, place: Place, name: str, of: Callable[[Arrivals], str], label: str) -> Screen:
    span, came = await _newcomers(turn, place)
    found = sorted(answers.staying(came, of).items(), key=lambda each: -each[1].share)
    if len(found) < _TO_COMPARE:
        return _nothing(name)
    best, rate = found[0]
    said = text(f"insights.{name}_best", what=Text(f"insights.{label}_{best}"), percent=round(100 * rate.share))
    bars = [
        Bar(_of(f"insights.{label}_{each}", "people", rate.whole), 100 * rate.share, _interval(rate))
        for each, rate in found
    ]
    foot = text(f"insights.{name}_foot")
    return Screen(Lines([said, foot]), Bars(title=said, subtitle=_period(span, place), foot=foot, bars=bars, full=100))


def _interval(rate: Rate) -> Text:
    low, high = round(100 * rate.low), round(100 * rate.high)
    return text("insights.interval", percent=round(100 * rate.share), low=low, high=high)


def _of(key: str, what: str, number: int) -> Text:
    return text(f"insights.of_{what}", what=Text(key), n=number)


async def posts(turn: Turn, place: Place) -> Screen:
    """What comes back to what the bot posts."""
    span = _span(turn, place, _DAYS)
    kinds = kind_of(turn.chats.plan)
    found = await insights.resonance(
        turn.slow, chat_id=place.group.id, since=span.since, until=turn.now + 1, kind_of=kinds
    )
    if not found:
        return _nothing("posts")
    said = text("insights.posts_best", what=Text(f"insights.post_{found[0].kind}"), n=Raw(f"{found[0].a_post:.1f}"))
    said = text("insights.posts_best", what=Text(f"insights.post_{found[0].kind}"), n=Raw(f"{found[0].a_post:.1f}"))
    bars = [
        Bar(_of(f"insights.post_{each.kind}", "posts", each.posts), each.a_post, Raw(f"{each.a_post:.1f}"))
        for each in found
    ]
    foot = text("insights.posts_foot", least=LEAST)
    return Screen(Lines([said, foot]), Bars(title=said, subtitle=_period(span, place), foot=foot, bars=bars))


async def economy(turn: Turn, place: Place) -> Screen:
    """Points that came in and went out, and how much the first ten hold."""
    span = _span(turn, place, _DAYS)
    found = await points.economy(turn.slow, chat_id=place.group.id, since=span.first)
    if found.holders < LEAST:
        return _nothing("economy")
    said = text("insights.economy_flow", made=found.made, spent=found.spent)
    bars = [Bar(text(f"insights.points_{name}"), getattr(found, name)) for name in ("made", "spent", "taken", "held")]
    foot = text("insights.economy_foot", percent=found.top_percent, n=found.holders)
    return Screen(Lines([said, foot]), Bars(title=said, subtitle=_period(span, place), foot=foot, bars=bars))


async def talk(turn: Turn, place: Place) -> Screen:
    """Words said most, and those said more than usual: no texts and no numbers."""
    if not turn.chats.settings(place.group.id).stats.words:
        return Screen(Lines([text("insights.talk_off")]))
    found = await insights.talk(turn.slow, chat_id=place.group.id, today=place.calendar.day_of(turn.now))
    if not found.hot:
        return _nothing("talk")
    lines = [text("insights.talk_hot", words=Raw("　".join(found.hot)))]
    lines += [text("insights.talk_rising", words=Raw("　".join(found.rising)))] if found.rising else []
    return Screen(Lines(lines))


async def segments(turn: Turn, place: Place) -> Screen:
    """Members by how they take part."""
    today = place.calendar.day_of(turn.now)
    found = await insights.of_segments(turn.slow, chat_id=place.group.id, today=today, now=turn.now)
    if sum(found.people.values()) < LEAST:
        return _nothing("segments")
    here = found.people.get("core", 0) + found.people.get("active", 0)
    said = text("insights.segments_here", n=here) if here >= LEAST else text("insights.segments_few", least=LEAST)
    bars = [_people(f"insights.segment_{each}", found.people.get(each, 0)) for each in SEGMENTS]
    lines = [said, *(text(f"insights.segment_{each}_is") for each in SEGMENTS)]
    true = found.came_true
    if true is not None:
        lines.append(text("insights.came_true", n=true.whole, percent=round(100 * true.share)))
    return Screen(Lines(lines), Bars(title=said, foot=text("insights.segments_foot"), bars=bars))


SCREENS: Final[dict[str, Callable[[Turn, Place], Awaitable[Screen]]]] = {
    "when": when,
    "days": days,
    "staying": staying,
    "funnel": funnel,
    "sources": sources,
    "firsts": firsts,
    "posts": posts,
    "economy": economy,
    "talk": talk,
    "segments": segments,
}
