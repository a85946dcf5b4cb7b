"""By time: reminders to those who go, the door on the day, and a short report after."""

from __future__ import annotations

from bot.domain.events.event import REMINDERS, Event
from bot.entrances import Entrance, timer
from bot.services import events
from bot.services.events import Guest
from bot.texts.text import Lines, Raw, Text, Who, Words, text
from bot.turn import Turn
from handlers.events.card import arrival_keys, refresh, when_of

KIND = "event"
_LATE = 1800
"""Seconds after which a reminder that was missed says nothing useful any more."""
_MENTIONS = 20
_SENTENCES = {
    "week": "events.remind_week",
    "day": "events.remind_day",
    "hour": "events.remind_hour",
    "start": "events.remind_start",
}


async def arm(turn: Turn, event: Event) -> None:
    """Set or set anew all that is to come; a reminder whose time has passed is left out."""
    for what, before in REMINDERS.items():
        key = f"{event.id}:{what}"
        if event.state == "open" and event.starts_at - before > turn.now:
            await turn.later(KIND, key, at=event.starts_at - before)
        else:
            await turn.cancel(KIND, key)
    if event.state == "open":
        await turn.later(KIND, f"{event.id}:over", at=event.ends_at)
    else:
        await turn.cancel(KIND, f"{event.id}:over")


async def ring(turn: Turn) -> None:
    number, _, what = (turn.timer.key if turn.timer else "0:").partition(":")
    event = await events.known(turn.reads, int(number))
    if event.state != "open":
        return
    if what == "over":
        await _report(turn, event)
    elif turn.now - turn.at <= _LATE:
        await _remind(turn, event, what)


async def _remind(turn: Turn, event: Event, what: str) -> None:
    """On the day everybody sees the button; before, only those who go are told."""
    going = [each for each in await events.guests(turn.unit, event.id) if each.answer == "going"]
    words = Text(_SENTENCES[what], {"title": Raw(event.title), "when": when_of(turn, event)})
    if what == "start":
        mentioned: Words = Lines([words, text("events.come_in")])
        turn.say(mentioned, to=event.chat_id, topic=event.topic, keys=arrival_keys(event), doubt="resend")
        return
    await tell(turn, event, going, words)


async def tell(turn: Turn, event: Event, people: list[Guest], words: Text) -> None:
    """Privately where the bot may, the others by name in the event's topic."""
    private = await events.reachable(turn.unit, people)
    for each in people:
        if each.user_id in private:
            turn.say(words, to=each.user_id, topic=0, reply=False, doubt="resend")
    others = [each for each in people if each.user_id not in private]
    for start in range(0, len(others), _MENTIONS):
        named = [text("events.mention", who=Who(each.user_id, each.name)) for each in others[start : start + _MENTIONS]]
        turn.say(Lines([words, *named]), to=event.chat_id, topic=event.topic, reply=False, doubt="resend")


async def _report(turn: Turn, event: Event) -> None:
    report = await events.over(turn.unit, event)
    if report is None:
        return
    title = Raw(event.title)
    lines = [text("events.report", title=title, going=report.going, came=report.came, faces=report.new_faces)]
    if event.goal:
        met = report.came >= event.goal
        key = "events.goal_met" if met else "events.goal_missed"
        lines.append(Text(key, {"goal": event.goal}))
    turn.say(Lines(lines), to=event.chat_id, topic=event.topic, doubt="resend")
    over = await events.known(turn.unit, event.id)
    refresh(turn, over, await events.guests(turn.unit, event.id))


ENTRANCES: list[Entrance] = [timer(KIND, ring)]
