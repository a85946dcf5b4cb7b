"""Answers out of counts: who stays, what is answered, what is talked about, who takes part how, what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.domain import insights
from bot.domain.checkin import Calendar
from bot.domain.counts import Voices, at_least
from bot.domain.insights import Arrivals, Change, Part, Rate, Resonance
from bot.domain.mood.pulse import LEAST_A_DAY
from bot.domain.schedule.policy import instant, wall_of
from bot.domain.stats import LEAST, Span
from bot.services import counts, stats
from storage import arrivals, changes, mood, words
from storage import counts as stored
from storage.changes import Note, drop_note, note, notes
from storage.database import Reader

__all__ = ["Note", "drop_note", "note", "notes"]

_DAY = 86_400
_HEARD_FOR = 28
"""Days back in which the best hour is looked for."""

_LOOKED_AT = 60
"""Words said most that are looked at."""


async def of_arrivals(reader: Reader, *, chat_id: int, first: int, last: int) -> list[Arrivals]:
    """Those who came on these local days, and how far they got."""
    return await arrivals.of_days(reader, chat_id=chat_id, first=first, last=last)


class Mark(NamedTuple):
    """What was changed or noted on a day; `words` are a note's."""

    what: str
    words: str = ""


class Day(NamedTuple):
    """Of a group: voices and messages (None where the bot was away), and what changed on it."""

    day: int
    said: Voices | None
    changed: tuple[Mark, ...]


async def days(reader: Reader, calendar: Calendar, *, chat_id: int, first: int, last: int) -> list[Day]:
    """Each local day of the span, from the first on which anything was counted."""
    first = max(first, await stored.first_day(reader, chat_id=chat_id) or last + 1)
    found = await counts.by_day(reader, calendar, chat_id=chat_id, first=first, last=last)
    since, until = calendar.begins(first) or 0, calendar.begins(last + 1) or 0
    gone = await stored.gaps(reader, since=since, until=until)
    marks: dict[int, list[Mark]] = {}
    for each in await changes.changes(reader, chat_id=chat_id, since=since, until=until):
        of_day, mark = marks.setdefault(calendar.day_of(each.at), []), Mark(each.what, each.words)
        of_day += [mark] if mark not in of_day else []
    return [
        Day(
            day,
            None if gone and _is_lost(calendar, day, gone) else found.get(day, Voices(0, 0)),
            tuple(marks.get(day, ())),
        )
        for day in range(first, last + 1)
    ]


def _is_lost(calendar: Calendar, day: int, gaps: Sequence[tuple[int, int]]) -> bool:
    """Whether the bot was away for any of it for so long that something is missing."""
    since, until = calendar.begins(day) or 0, calendar.begins(day + 1) or 0
    return any(begins < until and ends > since for begins, ends in gaps)


async def effect(reader: Reader, calendar: Calendar, *, chat_id: int, day: int, span: int, last: int) -> Change | None:
    """Voices a day before that day and from it on, so many days each way, up to `last`."""
    found = await days(reader, calendar, chat_id=chat_id, first=day - span, last=min(day + span - 1, last))
    before = [each.said.voices for each in found if each.said is not None and each.day < day]
    after = [each.said.voices for each in found if each.said is not None and each.day >= day]
    return insights.change(before, after)


def span_at(calendar: Calendar, *, day: int) -> Span:
    """That local day alone."""
    since = calendar.begins(day) or 0
    return Span(day, day, since, calendar.begins(day + 1) or since + _DAY)


async def resonance(
    reader: Reader, *, chat_id: int, since: int, until: int, kind_of: Callable[[str], str]
) -> list[Resonance]:
    """What came back to the bot's posts by kind, which `kind_of` tells from a post's name; the most answered first.

    Of kinds that fewer than five people answered to, nothing.
    """
    sums: dict[str, tuple[int, int, int]] = {}
    for each in await stored.posts(reader, chat_id=chat_id, since=since, until=until):
        posts, back, voices = sums.get(kind := kind_of(each.name), (0, 0, 0))
        sums[kind] = posts + 1, back + each.replies + each.reactions + each.presses, voices | each.voices
    found = [Resonance(kind, posts, back / posts, at_least(voices)) for kind, (posts, back, voices) in sums.items()]
    return sorted((each for each in found if each.people >= LEAST), key=lambda each: (-each.a_post, each.kind))


async def compared(
    reader: Reader, *, chat_id: int, since: int, until: int, kind_of: Callable[[str], str]
) -> tuple[str, str, Change] | None:
    """The two kinds of posts of which there are most, and what comes back to one of either.

    None without two that five people at least answered to, and of which there are enough.
    """
    back: dict[str, list[float]] = {}
    voices: dict[str, int] = {}
    for each in await stored.posts(reader, chat_id=chat_id, since=since, until=until):
        back.setdefault(kind := kind_of(each.name), []).append(each.replies + each.reactions + each.presses)
        voices[kind] = voices.get(kind, 0) | each.voices
    told = sorted((kind for kind in back if at_least(voices[kind]) >= LEAST), key=lambda kind: (-len(back[kind]), kind))
    if len(told) < len(("first", "second")):
        return None
    gap = insights.change(back[told[0]], back[told[1]])
    return (told[0], told[1], gap) if gap is not None else None


async def moods(reader: Reader, *, chat_id: int, since: int, until: int) -> list[tuple[int, Rate]]:
    """Topics with the share of gloomy messages among those counted there, the gloomiest first.

    Only where enough was said, by five people at least.
    """
    counted = await mood.by_topic(reader, chat_id=chat_id, since=since, until=until)
    voices = await stored.voices(reader, chat_id=chat_id, since=since, until=until)
    rates = {
        topic: insights.rate(*numbers)
        for topic, numbers in counted.items()
        if numbers[1] >= LEAST_A_DAY and at_least(voices.get(topic, 0)) >= LEAST
    }
    found = [(topic, each) for topic, each in rates.items() if each is not None]
    return sorted(found, key=lambda each: (-each[1].share, each[0]))


async def passed(reader: Reader, span: Span, *, chat_id: int) -> dict[str, int]:
    """Comings by the way (`came:link` ...), goings (`left`, `removed`) and reactions of the span."""
    return await stored.happenings(reader, chat_id=chat_id, since=span.since, until=span.until)


async def of_commands(reader: Reader, *, chat_id: int, first: int, last: int) -> dict[tuple[str, str], int]:
    """Uses by command and outcome on these local days."""
    return await stored.commands(reader, chat_id=chat_id, first=first, last=last)


async def best_moment(reader: Reader, calendar: Calendar, part: Part | None, *, chat_id: int, now: int) -> int:
    """When on the day of `now` most people are there within that part, by the last four weeks; epoch seconds.

    0 where nothing is asked for, or too little is known.
    """
    if part is None:
        return 0
    span = stats.span_of(calendar, last=calendar.day_of(now) - 1, days=_HEARD_FOR, now=now)
    heard = await stats.by_hour(reader, span, chat_id=chat_id, zone=calendar.timezone)
    wall = wall_of(now, calendar.timezone)
    hour = insights.best_hour(heard, part, weekday=wall.weekday())
    return 0 if hour is None else instant(wall.replace(hour=hour, minute=0, second=0), calendar.timezone)


class Talk(NamedTuple):
    """`hot`: words said most, `rising`: those said more than usual; all by five people at least."""

    hot: list[str]
    rising: list[str]


async def talk(reader: Reader, *, chat_id: int, today: int, most: int = 10) -> Talk:
    """Of the last seven local days against the twenty-eight before them."""
    found = await words.most_said(
        reader, chat_id=chat_id, since=today - 6, last=today, first=today - 34, most=_LOOKED_AT
    )
    told = [each for each in found if at_least(each.voices) >= LEAST]
    now, before = {each.word: each.messages for each in told}, {each.word: each.before for each in told}
    return Talk([each.word for each in told][:most], insights.rising(now, before, days=4)[:most])
