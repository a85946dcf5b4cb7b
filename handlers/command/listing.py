"""Pages of a list: which rows one shows, the buttons to the others, and how many there are in all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from bot.outbox.actions import Key, Keys
from bot.texts.text import Text, text

T = TypeVar("T")

PAGE: Final = 8
"""Rows of a page: with a head and a foot they fit a phone's screen."""


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


def paging(page: Page[T], pack: Callable[[int], str]) -> Keys:
    """One row to the pages beside this one; none where all is on one. `pack` makes the data of a page's button."""
    row = []
    if page.number:
        row.append(Key(text("general.button_previous"), pack(page.number - 1)))
    if page.number < page.last:
        row.append(Key(text("general.button_next"), pack(page.number + 1)))
    return [row] if row else []


def foot(page: Page[T]) -> list[Text]:
    """Which page of how many, and how many rows; nothing where all are on one."""
    if not page.last:
        return []
    return [text("general.page", number=page.number + 1, pages=page.last + 1, count=page.count)]
