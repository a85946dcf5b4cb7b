"""A poll or quiz asked step by step: words by answer, choices by buttons; its draft is in the timer that ends it."""

from __future__ import annotations

import msgspec

from bot.domain.polls import Kind
from bot.domain.polls.reading import read_line
from bot.domain.refusals import NotYourButton, OldButton
from bot.engine.awaiting import answer, await_answer, await_no_answer
from bot.engine.entrances import Entrance, button, timer
from bot.engine.turn import Turn
from bot.services import pending
from bot.services.schedule.saying import here
from bot.texts.text import Lines, Text, text
from handlers.command.group_commands import Place, elsewhere, known_person
from handlers.polls.buttons import Begin, BeginQuiz, PageTurn, Step, Worded
from handlers.polls.command import ask, require
from handlers.polls.deciding import require_deciding
from handlers.polls.drafts import CHOICES, DRAFT, ENDS, Draft, drafted, keep, key_of, screen
from handlers.polls.listing import turn_page


async def begin(turn: Turn, pressed: Begin | BeginQuiz) -> None:
    """Who is hidden cannot be asked anything: another of them might answer."""
    kind: Kind = "poll" if isinstance(pressed, Begin) else "quiz"
    known_person(turn)
    place = _place(turn, pressed.chat_id)
    await require(turn, place, kind=kind)
    topic = turn.topic if place.group.id == turn.group.id else 0
    await _ask_words(turn, place, kind=kind, topic=topic)


async def _ask_words(turn: Turn, place: Place, *, kind: Kind, topic: int) -> None:
    await await_answer(turn, Worded(place.group.id, kind, topic))
    lines = [text("polls.ask_words" if kind == "poll" else "polls.ask_words_quiz")]
    if kind == "quiz" and not turn.group.is_private:
        lines.append(text("polls.quiz_is_seen"))
    turn.say(Lines([*lines, _how(turn)]), reply=False)
    turn.toast()


def _how(turn: Turn) -> Text:
    return text("polls.ask_how_private" if turn.group.is_private else "polls.ask_how")


async def answered(turn: Turn, asked: Worded) -> None:
    """The words asked for; what cannot be read is told, and may be written again."""
    kind: Kind = "quiz" if asked.what == "quiz" else "poll"
    place = _place(turn, asked.chat_id)
    await require(turn, place, kind=kind)
    said = turn.message
    spoken = (said.text or said.caption or "") if said is not None else ""
    if asked.what == "event":
        draft = msgspec.structs.replace(await _kept(turn, place), event=" ".join(spoken.split()))
        draft = msgspec.structs.replace(draft, event=draft.terms(turn, place).event)
    else:
        photo = said.photo[-1].file_id if said is not None and said.photo else ""
        line = read_line(spoken, kind=kind, here=here(place.group.timezone, turn.now), is_marked=False)
        draft = drafted(line, topic=asked.topic, photo=photo)
    words, keys = screen(turn, place, draft)
    await await_no_answer(turn)
    await keep(turn, place, draft)
    turn.say(words, keys=keys)


async def step(turn: Turn, told: Step) -> None:
    if told.owner != turn.person.id:
        raise NotYourButton
    place = _place(turn, told.chat_id)
    draft = await _kept(turn, place)
    await require(turn, place, kind=draft.kind)
    if told.do == "post":
        await _post(turn, place, draft)
    elif told.do == "event" and not draft.event:
        await _ask_when(turn, place)
    elif told.do == "words":
        await _ask_words(turn, place, kind=draft.kind, topic=draft.topic)
    elif told.do == "stop":
        await _end(turn, place)
        turn.edit(text("polls.stopped"))
    else:
        await _turn_over(turn, place, _changed(draft, told))


async def _kept(turn: Turn, place: Place) -> Draft:
    kept = await pending.body(turn.reads, kind=DRAFT, key=key_of(turn, place), chat_id=turn.group.id)
    if kept is None:
        raise OldButton
    return msgspec.json.decode(kept, type=Draft)


async def _ask_when(turn: Turn, place: Place) -> None:
    """Whoever has no right to events is told before they think of a time."""
    await turn.require("event", group=place.group)
    await await_answer(turn, Worded(place.group.id, "event", 0))
    turn.say(Lines([text("polls.ask_event"), _how(turn)]), reply=False)
    turn.toast()


def _changed(draft: Draft, told: Step) -> Draft:
    """A second press takes back what the first one chose."""
    change = msgspec.structs.replace
    match told.do:
        case "event":
            return change(draft, event="")
        case "ends" if told.value in ENDS:
            return change(draft, ends="" if told.value == draft.ends else told.value)
        case "flag" if told.value in CHOICES[draft.kind]:
            others = [each for each in draft.flags if each != told.value]
            return change(draft, flags=others if told.value in draft.flags else [*others, told.value])
        case "right" if draft.kind == "quiz" and told.value.isdecimal() and int(told.value) < len(draft.options):
            place = int(told.value)
            return change(draft, right=sorted({place} ^ set(draft.right)))
    raise OldButton


async def _turn_over(turn: Turn, place: Place, draft: Draft) -> None:
    words, keys = screen(turn, place, draft)
    await keep(turn, place, draft)
    turn.edit(words, keys=keys)


async def _post(turn: Turn, place: Place, draft: Draft) -> None:
    terms = draft.terms(turn, place)
    await require_deciding(turn, place, terms)
    if not await _end(turn, place):
        raise OldButton
    await ask(turn, terms, chat_id=place.group.id, topic=draft.topic)
    turn.edit(text("polls.posted", group=place.group.title))


async def _end(turn: Turn, place: Place) -> bool:
    """Whether it still waited; nothing more is asked."""
    await await_no_answer(turn)
    return await turn.cancel(DRAFT, key_of(turn, place))


def _place(turn: Turn, chat_id: int) -> Place:
    if not turn.group.is_private and chat_id != turn.group.id:
        raise OldButton
    return elsewhere(turn, chat_id)


async def lapsed(_turn: Turn) -> None:
    """Nobody went on with it: its buttons say so from now on."""


ENTRANCES: list[Entrance] = [
    button(Begin, begin),
    button(BeginQuiz, begin),
    button(Step, step),
    button(PageTurn, turn_page),
    answer(Worded, answered),
    timer(DRAFT, lapsed),
]
