"""/events lists what is coming; /event new, move, cancel are the moderators', its code is everybody's."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

import telegram

from bot.botapi.replies import answered
from bot.domain.amounts import read_number
from bot.domain.events.event import Event, InThePast, Told, WrongEvent, read_event
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import WrongForm
from bot.domain.schedule.policy import instant, wall_of
from bot.engine.entrances import Entrance
from bot.engine.turn import Turn
from bot.services.events import attending, hosting
from bot.services.schedule.saying import next_said
from bot.texts.text import Lines, Raw, text
from handlers.command.confirm import held
from handlers.command.group_commands import Place, answer, group_command
from handlers.command.promises import may_promise, promised
from handlers.command.subcommands import verb_of
from handlers.events.card import post_card, when_of
from handlers.events.guests import came
from handlers.events.reminding import arm
from handlers.events.telling import changed, spread
from handlers.moderation.log import note

_MOMENT = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T](\d{1,2}):(\d{2})")
_VERBS: dict[Literal["new", "move", "cancel"], str] = {
    "new": "events.words_new",
    "move": "events.words_move",
    "cancel": "events.words_cancel",
}


async def listing(turn: Turn, place: Place) -> None:
    found = await hosting.coming(turn.reads, chat_id=place.group.id, now=turn.now)
    if not found:
        answer(turn, text("events.none"))
        return
    lines = [text("events.list")]
    for each in found:
        going = sum(guest.answer == "going" for guest in await attending.guests(turn.reads, each.id))
        lines.append(text("events.line", id=each.id, title=Raw(each.title), when=when_of(turn, each), n=going))
    answer(turn, Lines(lines))


async def event(turn: Turn, place: Place) -> None:
    verb, rest = verb_of(place.words, _VERBS)
    if verb is None and rest:
        found = await attending.by_code(turn.reads, rest, chat_id=place.group.id, now=turn.now)
        if found is not None:
            answer(turn, await came(turn, found.id, group=place.group))
            return
    if verb is None or not rest:
        raise WrongForm(usage=Sentence("commands.event.usage"))
    await turn.require("event", group=place.group)
    if verb == "new":
        await _new(turn, place, rest)
    else:
        await _change(turn, place, verb, rest)


async def _new(turn: Turn, place: Place, line: str) -> None:
    told, said = read_event(line)
    starts_at = moment(said, zone=place.group.timezone, now=turn.now)
    topic = turn.topic if place.is_here else 0
    if told.reward and not await may_promise(turn, place, told.reward, command="event"):
        return
    told = replace(told, file_id=picture(place.message))
    made = await host(turn, told, chat_id=place.group.id, topic=topic, starts_at=starts_at)
    if told.reward:
        await promised(turn, place, told.reward, command="event", number=made.id)


async def host(turn: Turn, told: Told, *, chat_id: int, topic: int, starts_at: int) -> Event:
    """Rights are the caller's to ask."""
    made = await hosting.create(
        turn.unit, told, chat_id=chat_id, topic=topic, starts_at=starts_at, by=turn.person.id, now=turn.now
    )
    post_card(turn, made, [])
    await arm(turn, made)
    return made


def picture(message: telegram.Message | None) -> str:
    """The one the command is written under, or the one it replies to."""
    for each in (message, answered(message)):
        if each is not None and each.photo:
            return each.photo[-1].file_id
    return ""


async def _change(turn: Turn, place: Place, verb: Literal["move", "cancel"], said: str) -> None:
    number, _, when = said.partition(" ")
    plain = read_number(unicodedata.normalize("NFKC", number).removeprefix("#"))
    if plain is None or (verb == "move" and not when.strip()):
        raise WrongForm(usage=Sentence("commands.event.usage"))
    known = await hosting.known(turn.reads, plain, chat_id=place.group.id)
    if verb == "cancel":
        if await held(turn, place, "event_cancel", command="event", shown=f"#{known.id} {known.title}"):
            return
        await note(turn, place.group.id, "event_cancel", words=f"#{known.id}")
        event = await hosting.cancel(turn.unit, known)
    else:
        starts_at = moment(when.strip(), zone=place.group.timezone, now=turn.now)
        event = await hosting.move(turn.unit, known, starts_at=starts_at)
    await arm(turn, event)
    answer(turn, changed(turn, event), on_crash="resend")
    await spread(turn, event)


def moment(said: str, *, zone: str, now: int) -> int:
    """A date and time, a time of day (the next such), or words such as 周五 20:00; in the group's zone."""
    plain = unicodedata.normalize("NFKC", said).strip()
    try:
        at = _dated(plain, zone)
    except ValueError:
        raise WrongEvent(part=said[:40]) from None
    at = at if at is not None else next_said(_day_named(plain, zone=zone, now=now), zone=zone, now=now)
    if at is None:
        raise WrongEvent(part=said[:40])
    if at <= now:
        raise InThePast
    return at


def _dated(plain: str, zone: str) -> int | None:
    """Raises `ValueError` for a day or time that there is none of."""
    found = _MOMENT.fullmatch(plain)
    if found is None:
        return None
    year, month, day, hour, minute = map(int, found.groups())
    return instant(datetime(year, month, day, hour, minute), zone)  # noqa: DTZ001  (a wall time)


def _day_named(said: str, *, zone: str, now: int) -> str:
    """今天、明天、后天 become dates."""
    for days, names in ((0, ("今天", "今晚")), (1, ("明天", "明晚")), (2, ("后天", "後天"))):
        for name in names:
            if said.startswith(name):
                day = wall_of(now, zone) + timedelta(days=days)
                part = "晚上" if name.endswith("晚") else ""
                return f"{day.month}月{day.day}日 {part}{said.removeprefix(name).strip()}"
    return said


ENTRANCES: list[Entrance] = [group_command("events", listing), group_command("event", event, who="moderator")]
