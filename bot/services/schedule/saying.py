"""The next moment that people's own words mean: 20:00, 周五 20:00, 12月25日 20:00; the words are read in the domain."""

from __future__ import annotations

from bot.domain.grammar.moments import Here
from bot.domain.schedule.forms import read_when
from bot.domain.schedule.plan import Content, Entry
from bot.domain.schedule.when import WhenError
from bot.services.schedule.triggers import next_due


def next_said(words: str, *, zone: str, now: int) -> int | None:
    """Epoch seconds; None where the words mean no moment."""
    try:
        when = read_when(words)
    except WhenError:
        return None
    return next_due(Entry("", when, Content("text")), zone, after=now)


def here(timezone: str, now: int) -> Here:
    """Where words are written, with the calendar that knows lunar dates, feasts and workdays."""
    return Here(now, timezone, lambda words: next_said(words, zone=timezone, now=now))
