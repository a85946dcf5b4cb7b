"""Three suggestions out of the counts, each with its reason; and targets of the config file against what was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.config.stats import Stats
from bot.domain.insights import rate
from bot.domain.stats import LEAST, Counts, is_shown
from bot.domain.suggestions import Facts, Suggestion, suggestions
from bot.engine.turn import Turn
from bot.services import insights, segments, stats
from bot.texts.text import Argument, Lines, Raw, Text, text
from handlers.command.group_commands import Place
from handlers.insights.posts import kind_of
from handlers.insights.screen import DAYS, Screen, so_far, span_of

_NAMED: Final = {"source": "insights.source_", "kind": "insights.post_", "weekday": "schedule.weekday_"}
"""Arguments that stand for a sentence of their own."""


async def advice(turn: Turn, place: Place) -> Screen:
    chat_id, today = place.group.id, place.calendar.day_of(turn.now)
    span, lately = span_of(turn, place, DAYS), so_far(turn, place, DAYS)
    kinds = kind_of(turn.chats.plan)
    found = suggestions(
        Facts(
            await stats.by_hour(turn.slow, span, chat_id=chat_id, zone=place.group.timezone),
            await insights.of_arrivals(turn.slow, chat_id=chat_id, first=span.first, last=span.last),
            await insights.resonance(turn.slow, chat_id=chat_id, since=lately.since, until=turn.now + 1, kind_of=kinds),
            (await segments.of_segments(turn.slow, chat_id=chat_id, today=today, now=turn.now)).people,
            await insights.of_commands(turn.slow, chat_id=chat_id, first=lately.first, last=today),
        )
    )
    if not found:
        return Screen(Lines([text("insights.advice_none")]))
    lines = [text("insights.advice_head"), *(line for each in found for line in _told(each))]
    return Screen(Lines(lines))


def _told(found: Suggestion) -> Iterator[Text]:
    args: dict[str, Argument] = {
        name: Text(f"{_NAMED[name]}{value}") if name in _NAMED else Raw(value) if isinstance(value, str) else value
        for name, value in found.args.items()
    }
    yield Text(f"insights.advice_{found.key}", args)
    yield Text(f"insights.advice_{found.key}_why", args)


async def targets(turn: Turn, place: Place, found: Counts, wanted: Stats, *, days: int) -> list[Text]:
    """What the group wants to reach, a week, against what was: nothing where it names no target."""
    weeks = days / 7
    lines = []
    if wanted.voices:
        lines.append(text("insights.target_voices", n=found.voices, wanted=wanted.voices))
    if wanted.newcomers:
        is_told = is_shown(found.newcomers)
        key = "insights.target_newcomers" if is_told else "insights.target_newcomers_few"
        n = found.newcomers if is_told else LEAST
        lines.append(text(key, n=n, wanted=round(wanted.newcomers * weeks)))
    if wanted.stay:
        last = place.calendar.day_of(turn.now) - 8
        came = await insights.of_arrivals(turn.reads, chat_id=place.group.id, first=last - 27, last=last)
        kept = rate(sum(each.in_week for each in came), sum(each.came for each in came))
        if kept is not None:
            lines.append(text("insights.target_stay", percent=round(100 * kept.share), wanted=wanted.stay))
    return lines
