"""/events lists what is coming; /event new, move, cancel are the moderators'."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

from bot.domain.amounts import read_number
from bot.domain.events.event import Event, InThePast, WrongEvent, read_event
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import WrongForm
from bot.domain.schedule.policy import instant, wall_of
from bot.entrances import Command, Entrance, command
from bot.services import events
from bot.services.schedule.saying import next_said
from bot.texts.fold import fold
from bot.texts.sentences import LOCALES, sentence
from bot.texts.text import Lines, Raw, Text, text
from bot.turn import Turn
from handlers.events.card import calendar_file, card, keys, name_of, refresh, when_of
from handlers.events.reminding import arm, tell
from handlers.places import Place, answer, group_command

_WORDS = {"new": "events.words_new", "move": "events.words_move", "cancel": "events.words_cancel"}


async def listing(turn: Turn, place: Place) -> None:
    found = await events.coming(turn.reads, chat_id=place.group.id, now=turn.now)
    if not found:
        answer(turn, text("events.none"))
        return
    lines = [text("events.list")]
    for each in found:
        going = sum(guest.answer == "going" for guest in await events.guests(turn.reads, each.id))
        lines.append(text("events.line", id=each.id, title=Raw(each.title), when=when_of(turn, each), n=going))
    answer(turn, Lines(lines))


async def event(turn: Turn, place: Place) -> None:
    settings = turn.book.settings(place.group.id)
    first, _, rest = place.words.partition(" ")
    deed = next((deed for deed, key in _WORDS.items() if fold(first) in _said(key)), None)
    if not first or deed is None or not rest.strip():
        raise WrongForm(usage=Sentence("commands.event.usage"))
    await turn.gate.require("event", settings=settings, group=place.group, person=turn.person)
    if deed == "new":
        await _new(turn, place, rest.strip())
    else:
        await _change(turn, place, deed, rest.strip())


def _said(key: str) -> set[str]:
    return {fold(word) for locale in LOCALES for word in sentence(key, locale).split("\n")}


async def _new(turn: Turn, place: Place, line: str) -> None:
    told = read_event(line)
    starts_at = moment(told.when, zone=place.group.timezone, now=turn.now)
    topic = turn.topic if place.is_here else 0
    made = await events.create(
        turn.unit, told, chat_id=place.group.id, topic=topic, starts_at=starts_at, by=turn.person.id, now=turn.now
    )
    words = card(turn, made, [])
    turn.say(words, to=made.chat_id, topic=topic, keys=keys(made), name=name_of(made), doubt="resend")
    turn.do(calendar_file(turn, made), doubt="drop")
    await arm(turn, made)


async def _change(turn: Turn, place: Place, deed: str, said: str) -> None:
    number, _, when = said.partition(" ")
    plain = read_number(unicodedata.normalize("NFKC", number).removeprefix("#"))
    if plain is None or (deed == "move" and not when.strip()):
        raise WrongForm(usage=Sentence("commands.event.usage"))
    known = await events.known(turn.reads, plain, chat_id=place.group.id)
    if deed == "cancel":
        changed = await events.cancel(turn.unit, known)
        words = text("events.cancelled", title=Raw(changed.title), when=when_of(turn, changed))
    else:
        starts_at = moment(when.strip(), zone=place.group.timezone, now=turn.now)
        changed = await events.move(turn.unit, known, starts_at=starts_at)
        words = text("events.moved", title=Raw(changed.title), when=when_of(turn, changed))
    await arm(turn, changed)
    await _spread(turn, changed, words)


async def _spread(turn: Turn, changed: Event, words: Text) -> None:
    """The card, those who meant to come, and their calendars hear of it."""
    guests = await events.guests(turn.unit, changed.id)
    refresh(turn, changed, guests)
    answer(turn, words, doubt="resend")
    await tell(turn, changed, [each for each in guests if each.answer in ("going", "waiting", "maybe")], words)
    turn.do(calendar_file(turn, changed), doubt="drop")


def moment(said: str, *, zone: str, now: int) -> int:
    """A date and time, a time of day (the next such), or words such as 周五 20:00; in the group's zone."""
    plain = unicodedata.normalize("NFKC", said).strip()
    try:
        at = instant(datetime.fromisoformat(plain), zone) if "-" in plain and ":" in plain else None
    except ValueError:
        raise WrongEvent(part=said[:40]) from None
    at = at if at is not None else next_said(_day_named(plain, zone=zone, now=now), zone=zone, now=now)
    if at is None:
        raise WrongEvent(part=said[:40])
    if at <= now:
        raise InThePast
    return at


def _day_named(said: str, *, zone: str, now: int) -> str:
    """今天、明天、后天 become dates."""
    for days, names in ((0, ("今天", "今晚")), (1, ("明天", "明晚")), (2, ("后天", "後天"))):
        for name in names:
            if said.startswith(name):
                day = wall_of(now, zone) + timedelta(days=days)
                part = "晚上" if name.endswith("晚") else ""
                return f"{day.month}月{day.day}日 {part}{said.removeprefix(name).strip()}"
    return said


_EVENT = group_command("event", event)
_EVENT_FOR_MODERATORS = command("event", _EVENT.handler, who="moderator") if isinstance(_EVENT, Command) else _EVENT

ENTRANCES: list[Entrance] = [group_command("events", listing), _EVENT_FOR_MODERATORS]
