"""Doing things by buttons: a shortcut pressed, a thing chosen, a question answered, then the command itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from bot.domain.refusals import AdministratorsOnly, NoTarget, OldButton
from bot.engine.awaiting import answer, await_answer, await_no_answer
from bot.engine.buttons import awaited, pack, press, unpack_answer
from bot.engine.entrances import Entrance, Handler, button
from bot.engine.shortcuts import Option, Shortcut
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn, PressTurn
from bot.outbox.actions import Key, Keys
from bot.texts.text import Lines, Raw, Text, text
from handlers.command.doors import Area, home_key
from handlers.command.group_commands import GroupCommand, Place, elsewhere, within
from handlers.command.listing import page_of, paging

MEMBERS: Final = ("home", "more", "own", "house")
"""Areas of the members' home; all others are the panel's."""


@press("sb")
@dataclass(frozen=True, slots=True)
class Began:
    """A shortcut; `page` is that of the things to choose from."""

    name: str
    chat_id: int
    page: int


@press("sp")
@dataclass(frozen=True, slots=True)
class Picked:
    """A thing was chosen."""

    name: str
    chat_id: int
    value: str


@press("ss")
@dataclass(frozen=True, slots=True)
class Sure:
    """The same, meant in earnest."""

    name: str
    chat_id: int
    value: str


@awaited("sh")
@dataclass(frozen=True, slots=True)
class Asked:
    """The answer to a shortcut's question, about the thing that was chosen where there is one."""

    name: str
    chat_id: int
    value: str


def key_to(shortcut: Shortcut, chat_id: int) -> Key:
    return Key(label(shortcut), pack(Began(shortcut.name, chat_id, 0)))


def _back(shortcut: Shortcut, chat_id: int) -> Keys:
    if shortcut.area == "home":
        return [[home_key(chat_id)]]
    back = text("panel.button_back", area=text(f"panel.area_{shortcut.area}"))
    return [[Key(back, pack(Area(chat_id, shortcut.area)))]]


def label(shortcut: Shortcut) -> Text:
    return text(f"panel.do_{shortcut.name}")


async def require_moderator(turn: Turn, place: Place) -> None:
    rights = await turn.rights(group=place.group)
    if not (rights.is_administrator or rights.is_operator or rights.is_owner):
        raise AdministratorsOnly


async def _permitted(turn: Turn, shortcut: Shortcut, chat_id: int) -> Place:
    """Asked anew at each press and answer."""
    if shortcut.area in MEMBERS:
        return await within(turn, chat_id)
    place = elsewhere(turn, chat_id)
    if shortcut.permission:
        await turn.require(shortcut.permission, group=place.group)
    else:
        await require_moderator(turn, place)
    return place


def _shortcut(turn: Turn, name: str) -> Shortcut:
    shortcut = turn.wiring.shortcuts.get(name)
    if shortcut is None or not turn.group.is_private:
        raise OldButton
    return shortcut


async def began(turn: PressTurn, pressed: Began) -> None:
    shortcut = _shortcut(turn, pressed.name)
    place = await _permitted(turn, shortcut, pressed.chat_id)
    turn.way_back = _back(shortcut, place.group.id)
    if shortcut.options is None and shortcut.asks:
        await _ask(turn, shortcut, place)
    elif shortcut.options is None:
        await _run(turn, shortcut, place, shortcut.words)
        await forget(turn)
    else:
        await _choose(turn, shortcut, place, await shortcut.options(turn, place.group.id), page=pressed.page)


async def picked(turn: PressTurn, pressed: Picked) -> None:
    shortcut = _shortcut(turn, pressed.name)
    place = await _permitted(turn, shortcut, pressed.chat_id)
    turn.way_back = _back(shortcut, place.group.id)
    option = await _option(turn, shortcut, place, pressed.value)
    if shortcut.begins is not None:
        await _run(turn, shortcut, place, option.words or option.value)
        await forget(turn)
        return
    if shortcut.asks:
        await _ask(turn, shortcut, place, option)
        return
    sure = Key(text("panel.button_sure"), pack(Sure(shortcut.name, place.group.id, pressed.value)))
    other = Key(text("panel.button_other"), pack(Began(shortcut.name, place.group.id, 0)))
    turn.edit(Lines([*_head(shortcut, place), text("panel.sure", thing=option.label)]), keys=[[sure, other]])


async def sure(turn: PressTurn, pressed: Sure) -> None:
    shortcut = _shortcut(turn, pressed.name)
    place = await _permitted(turn, shortcut, pressed.chat_id)
    turn.way_back = _back(shortcut, place.group.id)
    option = await _option(turn, shortcut, place, pressed.value)
    await _run(turn, shortcut, place, shortcut.words.format(thing=option.words or option.value, said="").strip())
    await forget(turn)


async def forget(turn: Turn) -> None:
    """An answer that was awaited before this press is awaited no more: other words of theirs are not taken for it."""
    waiting = turn.chats.triggers.awaited(turn.group.id, turn.person.id)
    asked = unpack_answer(waiting.key) if waiting is not None else None
    if isinstance(asked, Asked):
        await await_no_answer(turn, asked)


async def answered(turn: MessageTurn, asked: Asked) -> None:
    """What cannot be read is told, and may be written again."""
    shortcut = _shortcut(turn, asked.name)
    place = await _permitted(turn, shortcut, asked.chat_id)
    written = (turn.sent.text or turn.sent.caption or "").strip()
    thing = ""
    if asked.value:
        option = await _option(turn, shortcut, place, asked.value)
        thing = option.words or option.value
    first, _, rest = written.partition(" ")
    words = shortcut.words.format(thing=thing, said=written, first=first, rest=rest.strip()).strip()
    try:
        await _run(turn, shortcut, replace(place, message=turn.message), words)
    except NoTarget:  # somebody was chosen: it is what follows that could not be read
        turn.say(Lines([*_head(shortcut, place), text(shortcut.asks if thing else f"{shortcut.asks}_whole")]))
        return
    await await_no_answer(turn, asked)


async def left(turn: MessageTurn, asked: Asked) -> None:
    """Another command came instead."""
    await await_no_answer(turn, asked)


async def _option(turn: Turn, shortcut: Shortcut, place: Place, value: str) -> Option:
    """Raises OldButton for what is there no more, or never was."""
    options = await shortcut.options(turn, place.group.id) if shortcut.options is not None else ()
    for each in options:
        if each.value == value:
            return each
    raise OldButton


async def _run(turn: Turn, shortcut: Shortcut, place: Place, words: str) -> None:
    if shortcut.begins is not None:
        await shortcut.begins(turn, place.group.id, words)
        return
    command = turn.wiring.commands[shortcut.command]
    if isinstance(command, GroupCommand):
        await command.handler(turn, replace(place, words=words))
        return
    turn.words = words
    await cast("Handler", command)(turn)


async def _choose(turn: Turn, shortcut: Shortcut, place: Place, options: Sequence[Option], *, page: int) -> None:
    chat_id = place.group.id
    if not options and not shortcut.or_said:
        turn.edit(Lines([*_head(shortcut, place), text("panel.nothing")]))
        return
    shown = page_of(options, page)
    keys = [[Key(each.label, pack(Picked(shortcut.name, chat_id, each.value)))] for each in shown.rows]
    keys += paging(shown, lambda at: pack(Began(shortcut.name, chat_id, at)))
    lines = [*_head(shortcut, place), *([text("panel.choose", n=len(options))] if options else [])]
    if shortcut.or_said:
        lines.append(text(f"{shortcut.asks}_whole"))
        await await_answer(turn, Asked(shortcut.name, chat_id, ""))
    turn.edit(Lines(lines), keys=keys)


async def _ask(turn: Turn, shortcut: Shortcut, place: Place, option: Option | None = None) -> None:
    await await_answer(turn, Asked(shortcut.name, place.group.id, option.value if option is not None else ""))
    lines = [*_head(shortcut, place), *([text("panel.about", thing=option.label)] if option is not None else [])]
    keys: Keys = []
    if shortcut.may_skip and option is not None:
        keys = [[Key(text("panel.button_skip"), pack(Sure(shortcut.name, place.group.id, option.value)))]]
    turn.edit(Lines([*lines, text(shortcut.asks), text("panel.how")]), keys=keys)


def _head(shortcut: Shortcut, place: Place) -> list[Text]:
    return [text("panel.head", what=label(shortcut), group=Raw(place.group.title))]


ENTRANCES: list[Entrance] = [
    button(Began, began),
    button(Picked, picked),
    button(Sure, sure),
    answer(Asked, answered, left=left),
]
