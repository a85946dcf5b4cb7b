"""By time: reminders to those who go, the door on the day, and a short report after."""

from __future__ import annotations

from bot.domain.events.event import EARLY, REMINDERS, Event
from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.services.events import attending, hosting
from bot.services.events.planned import OF_ONE
from bot.services.schedule.reading import calendar_of
from bot.texts.text import Lines, Raw, Text, text
from handlers import ratings
from handlers.events.card import CARD, FEATURE, arrival_keys, refresh, when_of
from handlers.events.telling import take_back, tell

_LATE = 1800
"""Seconds after which a reminder that was missed says nothing useful any more."""
_SENTENCES = {
    "week": "events.remind_week",
    "day": "events.remind_day",
    "hour": "events.remind_hour",
    "start": "events.remind_start",
}


async def arm(turn: Turn, event: Event) -> None:
    """Set or set anew all that is to come; a reminder whose time has passed is left out."""
    is_open = event.state == "open"
    for what, before in REMINDERS.items():
        await _set(turn, event, what, at=event.starts_at - before, is_wanted=is_open)
    await _set(turn, event, "over", at=event.ends_at, is_wanted=is_open)
    await _set(turn, event, "midnight", at=_next_day(turn, event), is_wanted=is_open and turn.now < event.starts_at)
    await turn.chats.triggers.ignore(turn.unit, feature=FEATURE, key=str(event.id))
    if event.details.code and is_open:
        await turn.later(
            OF_ONE, f"{event.id}:door", at=max(turn.now + 1, event.starts_at - EARLY), chat_id=event.chat_id
        )
    else:
        await turn.cancel(OF_ONE, f"{event.id}:door")


def _next_day(turn: Turn, event: Event) -> int:
    """When the card says a day less."""
    return calendar_of(turn.chats.group(event.chat_id)).ends(turn.now)


async def _set(turn: Turn, event: Event, what: str, *, at: int, is_wanted: bool) -> None:
    key = f"{event.id}:{what}"
    if is_wanted and (at > turn.now or what == "over"):
        await turn.later(OF_ONE, key, at=at, chat_id=event.chat_id)
    else:
        await turn.cancel(OF_ONE, key)


async def ring(turn: TimerTurn) -> None:
    number, what = turn.number, turn.part
    event = await hosting.known(turn.reads, number)
    if event.state != "open":
        return
    if what == "over":
        if not await turn.waits_for_calm():
            await _report(turn, event)
    elif what == CARD:
        refresh(turn, event, await attending.guests(turn.unit, event.id))
    elif what == "midnight":
        refresh(turn, event, await attending.guests(turn.unit, event.id))
        await _set(turn, event, "midnight", at=_next_day(turn, event), is_wanted=turn.now < event.starts_at)
    elif what == "door":
        await turn.chats.triggers.hear(turn.unit, event.chat_id, event.details.code, feature=FEATURE, key=str(event.id))
    elif what in _SENTENCES and turn.now - turn.at <= _LATE:
        await _remind(turn, event, what)


async def _remind(turn: TimerTurn, event: Event, what: str) -> None:
    """At the start everybody is told how to check in; before, only those who go are reminded."""
    words = Text(_SENTENCES[what], {"title": Raw(event.title), "when": when_of(turn, event)})
    if what == "start":
        await take_back(turn, event)
        how = text("events.say_code") if event.details.code else text("events.come_in")
        keys = [] if event.details.code else arrival_keys(event)
        silent = bool(turn.calm_at(event.chat_id))
        turn.say(Lines([words, how]), to=event.chat_id, topic=event.topic, keys=keys, on_crash="resend", silent=silent)
        return
    going = [each for each in await attending.guests(turn.unit, event.id) if each.answer == "going"]
    await tell(turn, event, going, words, is_replaced=what != "week")


async def _report(turn: Turn, event: Event) -> None:
    calendar = calendar_of(turn.chats.group(event.chat_id))
    first, last = calendar.day_of(event.starts_at), calendar.day_of(event.ends_at - 1)
    report = await hosting.over(turn.unit, event, first=first, last=last)
    if report is None:
        return
    await turn.chats.triggers.ignore(turn.unit, feature=FEATURE, key=str(event.id))
    title = Raw(event.title)
    lines = [text("events.report", title=title, going=report.going, came=report.came, faces=report.new_faces)]
    if report.messages:
        lines.append(text("events.report_messages", n=report.messages))
    if report.mood is not None:
        shares = {"positive": report.mood.positive, "negative": report.mood.negative}
        lines.append(Text("events.report_mood", {name: 100 * n // report.mood.said for name, n in shares.items()}))
    if event.goal:
        key = "events.goal_met" if report.came >= event.goal else "events.goal_missed"
        lines.append(Text(key, {"goal": event.goal}))
    if report.came or report.going:
        lines.append(text("ratings.ask_event"))
    keys = ratings.keys(event.chat_id, "event", event.id) if report.came or report.going else []
    turn.say(Lines(lines), to=event.chat_id, topic=event.topic, keys=keys, on_crash="resend")
    over = await hosting.known(turn.unit, event.id)
    refresh(turn, over, await attending.guests(turn.unit, event.id))


ENTRANCES: list[Entrance] = [timer(OF_ONE, ring)]
