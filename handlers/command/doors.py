"""The buttons that lead to the home, the panel and their pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.engine.buttons import pack, press
from bot.engine.shortcuts import Gathering
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.texts.text import Raw, Text, text

_A_ROW = 3


@press("hm")
@dataclass(frozen=True, slots=True)
class Home:
    """Of a member in a group; 0 asks which."""

    chat_id: int


@press("ha")
@dataclass(frozen=True, slots=True)
class Area:
    """A page of shortcuts."""

    chat_id: int
    name: str


@press("ho")
@dataclass(frozen=True, slots=True)
class Panel:
    """Of a moderator in a group; 0 asks which."""

    chat_id: int


def home_key(chat_id: int) -> Key:
    return Key(text("home.button_home"), pack(Home(chat_id)))


def panel_key(chat_id: int) -> Key:
    return Key(text("home.button_panel"), pack(Panel(chat_id)))


def rows(keys: list[Key], width: int = _A_ROW) -> Keys:
    return [keys[at : at + width] for at in range(0, len(keys), width)]


def groups_keys(turn: Turn, groups: list[int], data: Callable[[int], object]) -> Keys:
    return [[Key(Raw(turn.chats.group(each).title or str(each)), pack(data(each)))] for each in groups]


async def gathered(turn: Turn, chat_id: int, gathering: Gathering, *, most: int) -> list[Text]:
    """What all features tell, at most so many lines; the last then says how many more there are."""
    lines = [
        line
        for each in turn.wiring.status_lines
        if each.gathering == gathering
        for line in await each.lines(turn, chat_id)
    ]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], text("home.more_lines", n=len(lines) - most + 1)]
