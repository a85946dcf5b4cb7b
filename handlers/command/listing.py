"""Pages of a list: which rows one shows, the buttons to the others, and how many there are in all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from bot.domain.refusals import OldButton
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.texts.text import Text, text
from handlers.command.group_commands import within

T = TypeVar("T")

MOST: Final = 400
"""Rows that are read at once: beyond the last page of any list that people turn."""

PAGE, TALL = 8, 5
"""Rows of a page, and of one whose rows take two lines: with a head and a foot they fit a phone's screen."""


@press("pg")
@dataclass(frozen=True, slots=True)
class Turned:
    """Another page of the list of that name."""

    name: str
    chat_id: int
    page: int


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`number` is counted from 0; `count` is of all rows."""

    rows: Sequence[T]
    number: int
    last: int
    count: int


def page_of(rows: Sequence[T], number: int, *, size: int = PAGE) -> Page[T]:
    """A number beyond the last page is the last: the list may have become shorter since the button was made."""
    last = max(0, (len(rows) - 1) // size)
    number = min(max(number, 0), last)
    return Page(rows[number * size : (number + 1) * size], number, last, len(rows))


def paging(page: Page[T], data: Callable[[int], str]) -> Keys:
    """One row to the pages beside this one; none where all is on one. `data` makes the data of a page's button."""
    row = []
    if page.number:
        row.append(Key(text("general.button_previous"), data(page.number - 1)))
    if page.number < page.last:
        row.append(Key(text("general.button_next"), data(page.number + 1)))
    return [row] if row else []


def pages_of(page: Page[T], name: str, chat_id: int) -> Keys:
    """The same for the `Listing` of that name."""
    return paging(page, lambda number: pack(Turned(name, chat_id, number)))


def foot(page: Page[T]) -> list[Text]:
    """Which page of how many, and how many rows; nothing where all are on one."""
    if not page.last:
        return []
    return [text("general.page", number=page.number + 1, pages=page.last + 1, count=page.count)]


async def turned(turn: Turn, pressed: Turned) -> None:
    listing = turn.wiring.listings.get(pressed.name)
    if listing is None:
        raise OldButton
    place = await within(turn, pressed.chat_id)
    await listing.show(turn, place.group.id, pressed.page)


ENTRANCES: list[Entrance] = [button(Turned, turned)]
