"""Answers out of counts: who stays, what is answered, what is talked about, who takes part how, what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bot.domain import insights
from bot.domain.checkin import Calendar
from bot.domain.counts import Voices, at_least
from bot.domain.insights import Arrivals, Change, Part, Rate, Resonance
from bot.domain.schedule.policy import instant, wall_of
from bot.domain.segments import NEW_FOR, Listed, Named, Segment
from bot.domain.stats import LEAST, Span
from bot.services import counts, stats
from storage import arrivals, changes, segments, words
from storage import counts as stored
from storage.changes import Note, drop_note, note, notes
from storage.database import Reader, Unit

__all__ = ["Note", "drop_note", "note", "notes"]

_DAY = 86_400
_LARGE = 5_000
"""Members above which segments are counted at night alone: it takes too long for somebody who waits."""

_HEARD_FOR = 28
"""Days back in which the best hour is looked for."""

_LOOKED_AT = 60
"""Words said most that are looked at."""

_PRECISION_AFTER = 30
"""Days after which a warning has come true or not."""

_MOST_NAMED = 20
"""Members on a list."""


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


class Segments(NamedTuple):
    """Members by how they take part, as counted on that local day; `came_true` tells of warnings a month ago."""

    day: int
    people: Mapping[str, int]
    came_true: Rate | None


async def of_segments(reader: Reader, *, chat_id: int, today: int, now: int) -> Segments:
    """Now, or in a large group as of last night."""
    if await segments.is_large(reader, chat_id=chat_id, most=_LARGE):
        day, found = await segments.kept(reader, chat_id=chat_id, day=today)
        return Segments(day, *_apart(found))
    return Segments(today, *_apart(await _counted(reader, chat_id=chat_id, today=today, now=now)))


async def _counted(reader: Reader, *, chat_id: int, today: int, now: int) -> dict[str, int]:
    """Members by segment, and `warned` of a month ago with those of them who fell `silent`."""
    people = await segments.segments(reader, chat_id=chat_id, today=today, new_since=_new_since(now))
    then = today - _PRECISION_AFTER
    silent, warned = await segments.fell_silent(reader, chat_id=chat_id, today=then, now=today)
    return people | {"silent": silent, "warned": warned}


def _apart(found: Mapping[str, int]) -> tuple[dict[str, int], Rate | None]:
    people = {segment: number for segment, number in found.items() if segment not in ("silent", "warned")}
    return people, insights.rate(found.get("silent", 0), found.get("warned", 0))


def _new_since(now: int) -> int:
    return now - NEW_FOR * _DAY


class Night(NamedTuple):
    """What is counted of a group at night: `people` by segment, and the lists."""

    people: Mapping[str, int]
    at_risk: Sequence[Listed]
    care: Sequence[Listed]


async def at_night(reader: Reader, chats: Sequence[int], today: Callable[[int], int], *, now: int) -> dict[int, Night]:
    """Of each group: ask a reader that nobody waits for, before the turn's first statement."""
    return {
        chat_id: Night(
            await _counted(reader, chat_id=chat_id, today=today(chat_id), now=now),
            await segments.at_risk(
                reader, chat_id=chat_id, today=today(chat_id), new_since=_new_since(now), most=_MOST_NAMED
            ),
            await segments.thanked(reader, chat_id=chat_id, today=today(chat_id), most=_MOST_NAMED),
        )
        for chat_id in chats
    }


async def keep_night(unit: Unit, found: Mapping[int, Night], today: Callable[[int], int]) -> None:
    for chat_id, night in found.items():
        await segments.keep(unit, night.people, chat_id=chat_id, day=today(chat_id))
        await segments.keep_list(unit, "at_risk", night.at_risk, chat_id=chat_id, day=today(chat_id))
        await segments.keep_list(unit, "care", night.care, chat_id=chat_id, day=today(chat_id))


async def segment_of(reader: Reader, *, chat_id: int, user_id: int, today: int, now: int) -> Segment | None:
    """How the member takes part now; None for somebody who is not in."""
    return await segments.of_member(reader, chat_id=chat_id, user_id=user_id, today=today, new_since=_new_since(now))


async def reachable(reader: Reader, segment: Segment, *, chat_id: int, today: int, now: int) -> list[int]:
    """Members of a segment whom the bot may write to privately unasked."""
    return await segments.open_to_words(
        reader, chat_id=chat_id, segment=segment, today=today, new_since=_new_since(now)
    )


async def named(reader: Reader, list_: Named, *, chat_id: int) -> list[Listed]:
    """As of last night."""
    return await segments.listed(reader, list_, chat_id=chat_id)
