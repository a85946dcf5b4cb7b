"""Before and after what was changed last: people a day, how far apart they are, and whether chance explains it."""

from __future__ import annotations

from typing import Final

from bot.domain.stats import LEAST
from bot.engine.turn import Turn
from bot.pictures.forms import Bar, Bars
from bot.services import insights
from bot.texts.text import Lines, Raw, Text, text
from handlers.command.group_commands import Place
from handlers.insights.screen import Screen
from handlers.insights.screens import mark_of
from handlers.stats.picture import day_of

_BACK: Final = 90
_SPAN: Final = 14
_LEAST_AFTER: Final = 5
"""Days back in which a change is looked for, days on either side of it, and the least of them after it."""


async def effect(turn: Turn, place: Place) -> Screen:
    calendar, chat_id = place.calendar, place.group.id
    today = calendar.day_of(turn.now)
    found = await insights.days(turn.slow, calendar, chat_id=chat_id, first=today - _BACK, last=today - 1)
    changed = [each for each in found if each.changed and each.day <= today - _LEAST_AFTER]
    if not changed:
        return Screen(Lines([text("insights.effect")]))
    last = changed[-1]
    seen = await insights.effect(turn.slow, calendar, chat_id=chat_id, day=last.day, span=_SPAN, last=today - 1)
    if seen is None or max(seen.before, seen.after) < LEAST:
        return Screen(Lines([text("insights.effect"), text("insights.few", least=LEAST)]))
    span = insights.span_at(calendar, day=last.day)
    what = mark_of(last.changed[0])
    numbers = {"before": Raw(f"{seen.before:.1f}"), "after": Raw(f"{seen.after:.1f}")}
    said = Text("insights.effect_said", {"what": what, "day": day_of(span, last.day, calendar.timezone), **numbers})
    low, high = Raw(f"{seen.low:+.1f}"), Raw(f"{seen.high:+.1f}")
    range_ = text("insights.effect_range", low=low, high=high, before=seen.days[0], after=seen.days[1])
    judged = text("insights.effect_clear" if seen.is_clear else "insights.effect_chance")
    bars = [
        Bar(text("insights.effect_before"), seen.before, numbers["before"]),
        Bar(text("insights.effect_after"), seen.after, numbers["after"], "first"),
    ]
    return Screen(Lines([said, range_, judged]), Bars(title=said, subtitle=range_, foot=judged, bars=bars))
