"""/stats [days]: a group's life in numbers and a line of its voices; also what the schedule's report of a week says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.amounts import read_number
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import WrongForm
from bot.domain.schedule.plan import Scheduled
from bot.domain.stats import LEAST, LONGEST, Before, Counts, Span, is_shown
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button, report
from bot.engine.turn import Turn
from bot.outbox.actions import Edit, Key, Keys, Photo
from bot.pictures.forms import Picture
from bot.services import stats as counting
from bot.services.schedule.reading import calendar_of
from bot.services.schedule.situation import announced
from bot.texts.text import Argument, Lines, Raw, Text, text
from handlers.command.group_commands import Place, answer, elsewhere, group_command
from handlers.command.privately import of_moderators
from handlers.insights.advice import targets
from handlers.insights.command import keys as insights
from handlers.mood import week
from handlers.schedule.due import promos_of
from handlers.stats.picture import day_of, hours, is_blank, voices

_DAYS = 7
_WEEK = 7


@press("st")
@dataclass(frozen=True, slots=True)
class View:
    """The other picture of the same days."""

    chat_id: int
    days: int
    shows: str


async def stats(turn: Turn, place: Place) -> None:
    days = read_number(place.words) if place.words else _DAYS
    await _show(turn, place, days=days, shows="voices")


async def view(turn: Turn, pressed: View) -> None:
    place = elsewhere(turn, pressed.chat_id)
    await turn.require("stats", group=place.group)
    await _show(turn, place, days=pressed.days, shows=pressed.shows)


async def _show(turn: Turn, place: Place, *, days: int | None, shows: str) -> None:
    group = place.group
    if days is None or not 1 <= days <= LONGEST:
        raise WrongForm(usage=Sentence("commands.stats.usage"))
    today = place.calendar.day_of(turn.now)
    span, counts, before = await counting.look_back(
        turn.slow, place.calendar, chat_id=group.id, last=today, days=days, now=turn.now
    )
    words = Lines([text("stats.head", n=days), *told(counts, before)])
    if not counts.is_telling or days < 2:
        answer(turn, words)
        return
    heard = await counting.by_hour(turn.slow, span, chat_id=group.id, zone=group.timezone)
    has_hours = not is_blank(heard)
    is_hours = shows == "hours" and has_hours
    begins = await counting.begins(turn.slow, chat_id=group.id)
    zone = group.timezone
    drawn: Picture = hours(span, heard, zone=zone) if is_hours else voices(span, counts, zone=zone, begins=begins)
    other = "voices" if is_hours else "hours"
    keys = [[Key(text(f"stats.button_{other}"), pack(View(group.id, days, other)))]] if has_hours else []
    _post(turn, words, drawn, [*keys, *insights(group.id, but="when")])


def _post(turn: Turn, words: Lines, drawn: Picture, keys: Keys) -> None:
    """A press on a picture changes it; all else is answered with one."""
    pressed = turn.message if turn.query is not None else None
    if pressed is not None and pressed.photo:
        turn.do(Edit(chat_id=turn.group.id, message_id=pressed.message_id, words=words, keys=keys, drawn=drawn))
        return
    reply_to = turn.reply_to
    turn.do(Photo(chat_id=turn.group.id, topic=turn.topic, reply_to=reply_to, caption=words, keys=keys, drawn=drawn))


async def week_report(turn: Turn, asked: Scheduled) -> Lines:
    """Of the seven local days before the one it is told on."""
    return await _report(turn, asked, days=_WEEK, head="stats.head_week")


async def month_report(turn: Turn, asked: Scheduled) -> Lines:
    """Of the month that ended before the day it is told on."""
    day = date.fromordinal(calendar_of(turn.chats.group(asked.chat_id)).day_of(asked.due))
    last = day.replace(day=1) - timedelta(days=1)
    return await _report(turn, asked, days=last.day, head="stats.head_month", last=last.toordinal())


async def _report(turn: Turn, asked: Scheduled, *, days: int, head: str, last: int = 0) -> Lines:
    place = elsewhere(turn, asked.chat_id)
    chat_id, calendar = asked.chat_id, place.calendar
    span, counts, before = await counting.look_back(
        turn.reads, calendar, chat_id=chat_id, last=last or calendar.day_of(asked.due) - 1, days=days, now=turn.now
    )
    zone = calendar.timezone
    lines = [Text(head, {"first": day_of(span, span.first, zone), "last": day_of(span, span.last, zone)})]
    lines += told(counts, before)
    if counts.is_telling:
        lines += await targets(turn, place, counts, turn.chats.settings(chat_id).stats, days=days)
        lines += await _announced(turn, chat_id, span, messages=counts.messages)
        lines += await week.of_week(turn, calendar, span, chat_id=chat_id)
    return Lines(lines)


async def _announced(turn: Turn, chat_id: int, span: Span, *, messages: int) -> list[Text]:
    """How much of what the group read it had not asked for."""
    posts, promos = await announced(turn.reads, promos_of(turn), chat_id=chat_id, first=span.first, last=span.last)
    if not posts:
        return []
    rate = f"{100 * posts / messages:.1f}" if messages else "-"
    return [text("stats.announced", n=posts, promos=promos, share=round(100 * promos / posts), rate=rate)]


def told(counts: Counts, before: Before) -> list[Text]:
    """Numbers of people only where enough are behind them."""
    if not counts.is_telling:
        return [text("stats.few", least=LEAST)]
    change = _change(counts.voices, before.voices if before.is_telling else 0)
    lines = [
        text("stats.voices" if counts.is_whole else "stats.voices_at_least", n=counts.voices, change=change),
        text("stats.messages", n=counts.messages, change=_change(counts.messages, before.messages)),
    ]
    if is_shown(counts.newcomers):
        lines.append(text("stats.newcomers", n=counts.newcomers))
    else:
        lines.append(text("stats.newcomers_few", least=LEAST))
    lines.append(text("stats.points", n=counts.points, checkins=counts.checkins))
    held = {"stats.held_polls": counts.polls, "stats.held_draws": counts.draws, "stats.held_events": counts.events}
    return [*lines, *(text(key, n=n) for key, n in held.items() if n)]


def _change(now: int, before: int) -> Argument:
    """Against as many days before; nothing where nothing can be said."""
    if not before or now == before:
        return Raw("")
    return text("stats.more", n=now - before) if now > before else text("stats.less", n=before - now)


ENTRANCES: list[Entrance] = [
    group_command("stats", of_moderators("stats", stats), who="moderator"),
    button(View, view),
    report("group", week_report),
    report("group_month", month_report),
]
