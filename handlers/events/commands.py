"""/events lists what is coming; /event new, move, cancel are the moderators', its code is everybody's."""

from __future__ import annotations

from typing import Literal

from bot.domain.amounts import read_id
from bot.domain.events.event import read_answers, starts_at
from bot.domain.names import short
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import WrongForm
from bot.engine.entrances import Entrance, Shown
from bot.engine.shortcuts import Listing
from bot.engine.turn import Turn
from bot.services.events import attending, hosting
from bot.services.schedule.saying import here
from bot.texts.text import Lines, Link, text
from handlers.command.confirm import held
from handlers.command.group_commands import (
    Place,
    answer,
    elsewhere,
    group_command,
    link_to,
    wordless_group_command,
)
from handlers.command.listing import foot, page_of, pages_of
from handlers.command.subcommands import verb_of
from handlers.dialogue import begin, is_first_shown
from handlers.events.card import name_of, when_of
from handlers.events.dialogue import DIALOGUE
from handlers.events.guests import came
from handlers.events.opening import open_event, picture
from handlers.events.reminding import arm
from handlers.events.telling import changed, spread
from handlers.moderation.log import note

_VERBS: dict[Literal["new", "move", "cancel"], str] = {
    "new": "events.words_new",
    "move": "events.words_move",
    "cancel": "events.words_cancel",
}


async def listing(turn: Turn, place: Place, number: int = 0) -> None:
    chat_id = place.group.id
    events = await hosting.coming(turn.reads, chat_id=chat_id, now=turn.now)
    if not events:
        answer(turn, text("events.none"))
        return
    page = page_of(events, number)
    lines = [text("events.list")]
    for each in page.rows:
        going = sum(guest.answer == "going" for guest in await attending.guests(turn.reads, each.id))
        title = Link(await link_to(turn, chat_id, name_of(each)), short(each.title))
        lines.append(text("events.line", id=each.id, title=title, when=when_of(turn, each), n=going))
    answer(turn, Lines([*lines, *foot(page)]), keys=pages_of(page, "events", chat_id))


async def show_page(turn: Turn, chat_id: int, number: int) -> None:
    await listing(turn, elsewhere(turn, chat_id), number)


async def event(turn: Turn, place: Place) -> None:
    verb, rest = verb_of(place.words, _VERBS)
    if verb is None and rest:
        found = await attending.by_code(turn.reads, rest, chat_id=place.group.id, now=turn.now)
        if found is not None:
            answer(turn, await came(turn, found.id, group=place.group))
            return
    if verb is None or (verb != "new" and not rest):
        raise WrongForm(usage=Sentence("commands.event.usage"))
    await turn.require("event", group=place.group)
    if verb == "new":
        await _new(turn, place, rest)
    else:
        await _change(turn, place, verb, rest)


async def _new(turn: Turn, place: Place, line: str) -> None:
    """One line for the practised; without one, or where a part of it is in doubt, the dialogue."""
    written = read_answers(line, here(place.group.timezone, turn.now)) if line else None
    if written is None or is_first_shown(turn, DIALOGUE, place, written):
        await begin(turn, DIALOGUE, place, written=written)
        return
    await open_event(turn, place, {**written.answers, "photo": picture(place.message)})


async def _change(turn: Turn, place: Place, verb: Literal["move", "cancel"], words: str) -> None:
    first, *rest = words.split(maxsplit=1)
    number = read_id(first)
    if number is None or bool(rest) != (verb == "move"):
        raise WrongForm(usage=Sentence("commands.event.usage"))
    known = await hosting.known(turn.reads, number, chat_id=place.group.id)
    if verb == "cancel":
        if await held(turn, place, "event_cancel", command="event", shown=f"#{known.id} {known.title}"):
            return
        await note(turn, place.group.id, "event_cancel", words=f"#{known.id}")
        event = await hosting.cancel(turn.unit, known)
    else:
        starts = starts_at("".join(rest), here(place.group.timezone, turn.now))
        event = await hosting.move(turn.unit, known, starts_at=starts)
    await arm(turn, event)
    has_said = await spread(turn, event)
    if not (has_said and place.is_here and turn.topic == event.topic):
        answer(turn, changed(turn, event), on_crash="resend")


ENTRANCES: list[Entrance] = [
    Listing("events", show_page),
    wordless_group_command("events", listing, shown=Shown("play", ("group", "administrators"))),
    group_command("event", event, who="moderator"),
]
