"""A poll asked step by step: words by answer, flags by buttons; the draft is kept in the timer that ends it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import msgspec

from bot.buttons import pack
from bot.deeds import Key, Keys
from bot.domain.polls import Terms
from bot.domain.polls.reading import read_terms
from bot.domain.refusals import NotYourButton, OldButton
from bot.entrances import Entrance, answer, button, timer
from bot.services import pending
from bot.texts.text import Lines, Raw, Text, text
from bot.turn import Turn
from handlers.places import Place, elsewhere, known_person
from handlers.polls.buttons import Begin, Do, Leaf, Step
from handlers.polls.command import ask, require
from handlers.polls.deciding import decides_event, require_deciding, settled
from handlers.polls.listing import leaf

FEATURE: Final = "poll"
DRAFT: Final = "poll_draft"
_WHEN: Final = "event"
_KEPT: Final = 3600
"""Seconds a draft waits for the next step."""

_FLAGS: Final = {
    "anonymous": text("polls.flag_anonymous"),
    "multiple": text("polls.flag_multiple"),
    "final": text("polls.flag_final"),
    "add": text("polls.flag_add"),
    "hidden": text("polls.flag_hidden"),
    "shuffle": text("polls.flag_shuffle"),
    "pin": text("polls.flag_pin"),
    "topic": text("polls.flag_topic"),
}
_ENDS: Final = {
    "30m": text("polls.ends_half_hour"),
    "2h": text("polls.ends_two_hours"),
    "1d": text("polls.ends_day"),
    "7d": text("polls.ends_week"),
}


class Draft(msgspec.Struct, frozen=True):
    """`fields` are the question and options as they were written, `event` is when the winner takes place."""

    fields: list[str]
    topic: int
    flags: list[str] = []
    ends: str = ""
    photo: str = ""
    event: str = ""

    def terms(self, turn: Turn, place: Place) -> Terms:
        flags = [f"#{each}" for each in self.flags] + ([f"#ends {self.ends}"] if self.ends else [])
        line = " | ".join(self.fields + flags)
        terms = read_terms(line, kind="poll", now=turn.now, timezone=place.group.timezone)
        return settled(turn, replace(terms, photo=self.photo, event=self.event), chat_id=place.group.id)


async def begin(turn: Turn) -> None:
    """Who is hidden cannot be asked anything: another of them might answer."""
    if not isinstance(turn.pressed, Begin):
        raise OldButton
    place, person = _place(turn, turn.pressed.chat_id), known_person(turn)
    await require(turn, place, kind="poll")
    topic = turn.topic if place.group.id == turn.group.id else 0
    await turn.book.listening.ask(turn.unit, turn.group.id, person.id, feature=FEATURE, key=f"{place.group.id}:{topic}")
    how = text("polls.ask_how_private" if turn.group.is_private else "polls.ask_how")
    turn.say(Lines([text("polls.ask_words"), how]), reply=False)
    turn.toast()


async def answered(turn: Turn) -> None:
    """The words asked for; what cannot be read is told, and may be written again."""
    chat_id, _, asked = turn.words.partition(":")
    place = _place(turn, int(chat_id))
    await require(turn, place, kind="poll")
    said = turn.message
    spoken = (said.text or said.caption or "") if said is not None else ""
    if asked == _WHEN:
        draft = msgspec.structs.replace(await _kept(turn, place), event=" ".join(spoken.split()))
        draft = msgspec.structs.replace(draft, event=draft.terms(turn, place).event)
    else:
        photo = said.photo[-1].file_id if said is not None and said.photo else ""
        fields = [each.strip() for each in re.split(r"[|｜\n]", spoken) if each.strip()]
        draft = Draft(fields, int(asked), photo=photo)
    draft.terms(turn, place)
    await turn.book.listening.asked_enough(turn.unit, turn.group.id, turn.person.id)
    await _keep(turn, place, draft)
    words, keys = _screen(turn, place, draft)
    turn.say(words, keys=keys)


async def step(turn: Turn) -> None:
    told = turn.pressed
    if not isinstance(told, Step):
        raise OldButton
    if told.owner != turn.person.id:
        raise NotYourButton
    place = _place(turn, told.chat_id)
    draft = await _kept(turn, place)
    await require(turn, place, kind="poll")
    if told.do == "post":
        await _post(turn, place, draft)
    elif told.do == "event" and not draft.event:
        await _ask_when(turn, place)
    elif told.do == "stop":
        await _end(turn, place)
        turn.edit(text("polls.stopped"))
    else:
        await _turn_over(turn, place, _changed(draft, told))


async def _kept(turn: Turn, place: Place) -> Draft:
    kept = await pending.body(turn.reads, kind=DRAFT, key=_key(turn, place))
    if kept is None:
        raise OldButton
    return msgspec.json.decode(kept, type=Draft)


async def _ask_when(turn: Turn, place: Place) -> None:
    """Whoever has no right to events is told before they think of a time."""
    await turn.gate.require("event", settings=turn.book.settings(place.group.id), group=place.group, person=turn.person)
    key = f"{place.group.id}:{_WHEN}"
    await turn.book.listening.ask(turn.unit, turn.group.id, turn.person.id, feature=FEATURE, key=key)
    how = text("polls.ask_how_private" if turn.group.is_private else "polls.ask_how")
    turn.say(Lines([text("polls.ask_event"), how]), reply=False)
    turn.toast()


def _changed(draft: Draft, told: Step) -> Draft:
    """A second press takes back what the first one chose."""
    if told.do == "event":
        return msgspec.structs.replace(draft, event="")
    if told.do == "ends" and told.value in _ENDS:
        return msgspec.structs.replace(draft, ends="" if told.value == draft.ends else told.value)
    if told.do == "flag" and told.value in _FLAGS:
        others = [each for each in draft.flags if each != told.value]
        return msgspec.structs.replace(draft, flags=others if told.value in draft.flags else [*others, told.value])
    raise OldButton


async def _turn_over(turn: Turn, place: Place, draft: Draft) -> None:
    draft.terms(turn, place)
    await _keep(turn, place, draft)
    words, keys = _screen(turn, place, draft)
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
    await turn.book.listening.asked_enough(turn.unit, turn.group.id, turn.person.id)
    return await turn.cancel(DRAFT, _key(turn, place))


async def _keep(turn: Turn, place: Place, draft: Draft) -> None:
    await turn.later(DRAFT, _key(turn, place), at=turn.now + _KEPT, body=draft)


def _key(turn: Turn, place: Place) -> str:
    return f"{place.group.id}:{turn.person.id}"


def _place(turn: Turn, chat_id: int) -> Place:
    if not turn.group.is_private and chat_id != turn.group.id:
        raise OldButton
    return elsewhere(turn, chat_id)


async def lapsed(_turn: Turn) -> None:
    """Nobody went on with it: its buttons say so from now on."""


def _screen(turn: Turn, place: Place, draft: Draft) -> tuple[Lines, Keys]:
    terms = draft.terms(turn, place)
    lines = [text("polls.preview", question=Raw(terms.question))]
    lines += [text("polls.preview_option", option=Raw(each)) for each in terms.options]
    if terms.event:
        lines.append(decides_event(turn, terms, chat_id=place.group.id))
    flags = [_choice(turn, place, "flag", each, label, is_on=each in draft.flags) for each, label in _FLAGS.items()]
    flags.append(_choice(turn, place, "event", "", text("polls.flag_event"), is_on=bool(draft.event)))
    ends = [_choice(turn, place, "ends", each, label, is_on=each == draft.ends) for each, label in _ENDS.items()]
    last = [
        _step(turn, place, "post", text("polls.button_post")),
        _step(turn, place, "stop", text("polls.button_stop")),
    ]
    rows = [flags[at : at + 2] for at in range(0, len(flags), 2)]
    return Lines([*lines, text("polls.preview_how")]), [*rows, ends[:2], ends[2:], last]


def _choice(turn: Turn, place: Place, do: Do, value: str, label: Text, *, is_on: bool) -> Key:
    return _step(turn, place, do, text("polls.chosen", label=label) if is_on else label, value)


def _step(turn: Turn, place: Place, do: Do, label: Text, value: str = "") -> Key:
    return Key(label, pack(Step(place.group.id, turn.person.id, do, value)))


ENTRANCES: list[Entrance] = [
    button(Begin, begin),
    button(Step, step),
    button(Leaf, leaf),
    answer(FEATURE, answered),
    timer(DRAFT, lapsed),
]
