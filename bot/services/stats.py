"""Looking back on a group: the counts of a span of local days, and of as many days before it."""

from __future__ import annotations

from collections import Counter

from bot.domain.checkin import Calendar
from bot.domain.mood.pulse import HOUR, slot
from bot.domain.stats import LEAST, Before, Counts, Span
from bot.services import counts
from storage import activity, spans, stats
from storage import counts as stored
from storage.database import Reader


def span_of(calendar: Calendar, *, last: int, days: int, now: int) -> Span:
    """So many local days up to and with `last`."""
    first = last - days + 1
    return Span(first, last, calendar.begins(first) or now - days * 86400, calendar.begins(last + 1) or now)


async def look_back(
    reader: Reader, calendar: Calendar, *, chat_id: int, last: int, days: int, now: int
) -> tuple[Span, Counts, Before]:
    """The span, its counts, and what the days before it are compared by."""
    span = span_of(calendar, last=last, days=days, now=now)
    before = span_of(calendar, last=span.first - 1, days=days, now=now)
    voices = await counts.by_day(reader, calendar, chat_id=chat_id, first=span.first, last=span.last)
    found = await stats.counts(reader, span, voices, chat_id=chat_id)
    earlier = await counts.by_day(reader, calendar, chat_id=chat_id, first=before.first, last=before.last)
    people = await spans.voices_of_span(reader, chat_id=chat_id, first=before.first, last=before.last)
    known = found.is_whole and await spans.is_whole(reader, chat_id=chat_id, first=before.first, last=before.last)
    return span, found, Before(people if known else 0, sum(each.messages for each in earlier.values()))


async def begins(reader: Reader, *, chat_id: int) -> int:
    """The first local day (proleptic ordinal) on which messages were counted; 0 without any."""
    return await stored.first_day(reader, chat_id=chat_id)


async def by_hour(reader: Reader, span: Span, *, chat_id: int, zone: str) -> Counter[tuple[int, int]]:
    """People heard by weekday (0 is Monday) and hour; hours with so few that they may not be told of count nothing."""
    heard: Counter[tuple[int, int]] = Counter()
    for at, people in await activity.hours(reader, chat_id=chat_id, since=span.since, until=span.until):
        heard[slot(at // HOUR, zone)] += people if people >= LEAST else 0
    return heard
