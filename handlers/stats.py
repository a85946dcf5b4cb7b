"""/stats [days]: a group's life in numbers and a line of its voices; also what the schedule's report of a week says."""

from __future__ import annotations

from bot.deeds import Photo
from bot.domain.amounts import read_number
from bot.domain.checkin import Calendar
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import WrongForm
from bot.domain.stats import LEAST, LONGEST, Counts, Span, shown
from bot.entrances import Entrance
from bot.pictures.forms import Line, Point
from bot.services import stats as counting
from bot.texts.text import Argument, Lines, Raw, Text, When, text
from bot.turn import Turn
from handlers.places import Place, answer, group_command

_DAYS = 7
_WEEK = 7


async def stats(turn: Turn, place: Place) -> None:
    settings = turn.book.settings(place.group.id)
    await turn.gate.require("stats", settings=settings, group=place.group, person=turn.person)
    days = read_number(place.words) if place.words else _DAYS
    if days is None or not 1 <= days <= LONGEST:
        raise WrongForm(usage=Sentence("commands.stats.usage"))
    today = place.calendar.day_of(turn.now)
    span, found, before = await counting.look_back(
        turn.slow, place.calendar, chat_id=place.group.id, last=today, days=days, now=turn.now
    )
    words = Lines([text("stats.head", n=days), *told(found, before)])
    if not found.is_telling or days < 2 or turn.query is not None:
        answer(turn, words)
        return
    reply_to = turn.message.message_id if turn.message is not None else 0
    drawn = picture(span, found, zone=place.group.timezone)
    turn.do(Photo(chat_id=turn.group.id, topic=turn.topic, reply_to=reply_to, caption=words, drawn=drawn))


async def week_report(turn: Turn, *, chat_id: int, calendar: Calendar, due: int) -> Lines:
    """Of the seven local days before the one it is told on."""
    last = calendar.day_of(due) - 1
    span, found, before = await counting.look_back(
        turn.reads, calendar, chat_id=chat_id, last=last, days=_WEEK, now=turn.now
    )
    zone = calendar.timezone
    head = text("stats.head_week", first=_day(span, span.first, zone), last=_day(span, span.last, zone))
    return Lines([head, *told(found, before)])


def told(found: Counts, before: Counts) -> list[Text]:
    """Numbers of people only where enough are behind them."""
    if not found.is_telling:
        return [text("stats.few", least=LEAST)]
    lines = [
        text("stats.voices", n=found.voices, change=_change(found.voices, before.voices if before.is_telling else 0)),
        text("stats.messages", n=found.messages, change=_change(found.messages, before.messages)),
    ]
    newcomers = shown(found.newcomers)
    lines.append(
        text("stats.newcomers_few", least=LEAST) if newcomers is None else text("stats.newcomers", n=newcomers)
    )
    lines.append(text("stats.points", n=found.points, checkins=found.checkins))
    if found.polls or found.draws or found.events:
        lines.append(text("stats.held", polls=found.polls, draws=found.draws, events=found.events))
    return lines


def _change(now: int, before: int) -> Argument:
    """Against as many days before; nothing where nothing can be said."""
    if not before or now == before:
        return Raw("")
    return text("stats.more", n=now - before) if now > before else text("stats.less", n=before - now)


def _day(span: Span, day: int, zone: str) -> When:
    """By about its middle."""
    return When(span.since + (day - span.first) * 86400 + 43_200, zone, "day")


def picture(span: Span, found: Counts, *, zone: str) -> Line:
    """Days with fewer voices than may be told are gaps."""
    points = [
        Point(text("stats.day", day=_day(span, day, zone)), _voices(found, day))
        for day in range(span.first, span.last + 1)
    ]
    return Line(
        title=text("stats.picture"),
        subtitle=text("stats.picture_days", first=_day(span, span.first, zone), last=_day(span, span.last, zone)),
        foot=text("stats.picture_gaps", least=LEAST),
        points=points,
        low=0,
    )


def _voices(found: Counts, day: int) -> float | None:
    voices = found.by_day.get(day, 0)
    return voices if voices >= LEAST else None


ENTRANCES: list[Entrance] = [group_command("stats", stats, who="moderator")]
