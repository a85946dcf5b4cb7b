"""Screens of answers: a sentence that says it, and a picture of the same where there is something to draw."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from bot.domain import insights as answers
from bot.domain.insights import Rate
from bot.domain.names import short
from bot.domain.stats import LEAST
from bot.engine.turn import Turn
from bot.pictures.forms import Bar, Bars, Line, Point
from bot.services import insights, points, stats
from bot.services import segments as counting
from bot.services.insights import Mark
from bot.texts.text import Lines, Raw, Text, text
from handlers.command.group_commands import Place
from handlers.insights.newcomers import firsts, funnel, sources, staying
from handlers.insights.posts import kind_of
from handlers.insights.screen import DAYS, Screen, nothing, of_label, people_bar, period, so_far, span_of
from handlers.stats.picture import day_of, hours

_SHOWN_SEGMENTS: Final = ("core", "active", "newcomer", "at_risk", "quiet")


def mark_of(changed: Mark) -> Text:
    args = {"words": Raw(short(changed.words))} if changed.words else {}
    return Text(f"insights.change_{changed.what}", {**args})


async def when(turn: Turn, place: Place) -> Screen:
    """At which hours of the week people talk, and which three are best."""
    span, zone = span_of(turn, place, DAYS), place.group.timezone
    heard = await stats.by_hour(turn.slow, span, chat_id=place.group.id, zone=zone)
    best = answers.best_slots(heard)
    if not best:
        return nothing("when")
    slots = [
        text("insights.slot", day=Text(f"schedule.weekday_{day + 1}"), hour=Raw(f"{hour:02}:00")) for day, hour in best
    ]
    said = text("insights.when_best", first=slots[0])
    others = [text("insights.when_next", slots=each) for each in slots[1:]]
    return Screen(Lines([said, *others]), hours(span, heard, zone=zone, title=said))


async def days(turn: Turn, place: Place) -> Screen:
    """Voices by day, with what changed on it."""
    span = span_of(turn, place, DAYS)
    found = await insights.days(turn.slow, place.calendar, chat_id=place.group.id, first=span.first, last=span.last)
    told = [each.said.voices for each in found if each.said is not None]
    if not told or max(told) < LEAST:
        return nothing("days")
    said = text("insights.days_mean", n=len(told), mean=round(sum(told) / len(told)))
    zone = place.group.timezone
    drawn = Line(
        title=said,
        subtitle=period(span, place),
        foot=text("insights.days_foot", least=LEAST),
        points=[
            Point(
                text("stats.day", day=day_of(span, each.day, zone)),
                each.said.voices if each.said is not None and each.said.voices not in range(1, LEAST) else None,
                mark=mark_of(each.changed[0]) if each.changed else None,
            )
            for each in found
        ],
        low=0,
    )
    return Screen(Lines([said, text("insights.days_foot", least=LEAST)]), drawn)


async def posts(turn: Turn, place: Place) -> Screen:
    """What comes back to what the bot posts."""
    span = so_far(turn, place, DAYS)
    kinds = kind_of(turn.chats.plan)
    found = await insights.resonance(
        turn.slow, chat_id=place.group.id, since=span.since, until=turn.now + 1, kind_of=kinds
    )
    if not found:
        return nothing("posts")
    said = text("insights.posts_best", what=Text(f"insights.post_{found[0].kind}"), n=Raw(f"{found[0].a_post:.1f}"))
    bars = [
        Bar(of_label(f"insights.post_{each.kind}", "posts", each.posts), each.a_post, Raw(f"{each.a_post:.1f}"))
        for each in found
    ]
    foot = text("insights.posts_foot", least=LEAST)
    return Screen(Lines([said, foot]), Bars(title=said, subtitle=period(span, place), foot=foot, bars=bars))


async def economy(turn: Turn, place: Place) -> Screen:
    """Points that came in and went out, and how much the first ten hold."""
    span = so_far(turn, place, DAYS)
    found = await points.economy(turn.slow, chat_id=place.group.id, since=span.first)
    if found.holders < LEAST:
        return nothing("economy")
    said = text("insights.economy_flow", made=found.made, spent=found.spent)
    bars = [Bar(text(f"insights.points_{name}"), getattr(found, name)) for name in ("made", "spent", "taken", "held")]
    foot = text("insights.economy_foot", percent=found.top_percent, n=found.holders)
    return Screen(Lines([said, foot]), Bars(title=said, subtitle=period(span, place), foot=foot, bars=bars))


async def talk(turn: Turn, place: Place) -> Screen:
    """Words said most, and those said more than usual: no texts and no numbers."""
    if not turn.chats.settings(place.group.id).stats.words:
        return Screen(Lines([text("insights.talk_off")]))
    found = await insights.talk(turn.slow, chat_id=place.group.id, today=place.calendar.day_of(turn.now))
    if not found.hot:
        return nothing("talk")
    lines = [text("insights.talk_hot", words=Raw("　".join(found.hot)))]
    lines += [text("insights.talk_rising", words=Raw("　".join(found.rising)))] if found.rising else []
    return Screen(Lines(lines))


async def segments(turn: Turn, place: Place) -> Screen:
    """Members by how they take part."""
    today = place.calendar.day_of(turn.now)
    found = await counting.of_segments(turn.slow, chat_id=place.group.id, today=today, now=turn.now)
    if sum(found.people.values()) < LEAST:
        return nothing("segments")
    here = found.people.get("core", 0) + found.people.get("active", 0)
    said = text("insights.segments_here", n=here) if here >= LEAST else text("insights.segments_few", least=LEAST)
    bars = [people_bar(f"insights.segment_{each}", found.people.get(each, 0)) for each in _SHOWN_SEGMENTS]
    lines = [said, *(text(f"insights.segment_{each}_is") for each in _SHOWN_SEGMENTS)]
    true = found.came_true
    if true is not None:
        lines.append(came_true(true))
    return Screen(Lines(lines), Bars(title=said, foot=text("insights.segments_foot"), bars=bars))


def came_true(warned: Rate) -> Text:
    """Of those whom the list of a month ago would have named, how many really fell silent."""
    low, high = round(100 * warned.low), round(100 * warned.high)
    return text("insights.came_true", n=warned.whole, percent=round(100 * warned.share), low=low, high=high)


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
