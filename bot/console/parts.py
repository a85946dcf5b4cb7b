"""What a page is made of, as data: figures, tables, buttons, charts; how it looks lives in the templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.texts.text import Argument, Words


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that lead to another page; `to` is an address below the console's root, such as `page/health`."""

    words: Words
    to: str


Cell: TypeAlias = Argument | Anchor


@dataclass(frozen=True, slots=True)
class Button:
    """Does one of its page's actions with these fields; where it `asks`, only after a second press."""

    label: Words
    action: str
    fields: Mapping[str, str] = field(default_factory=dict)
    asks: Words | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers with what they count."""

    of: Sequence[tuple[Words, Cell]]


@dataclass(frozen=True, slots=True)
class Notes:
    """Sentences, one a line; with a title they are a part of the page by themselves."""

    lines: Sequence[Cell]
    title: Words | None = None
    empty: Words | None = None


@dataclass(frozen=True, slots=True)
class Row:
    cells: Sequence[Cell]
    buttons: Sequence[Button] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """`empty` is said in place of a table without rows."""

    title: Words
    head: Sequence[Words]
    rows: Sequence[Row]
    empty: Words


@dataclass(frozen=True, slots=True)
class Field:
    """One that is written into, a few lines where `is_long`; with `options` (value, label) one is chosen."""

    name: str
    label: Words
    value: str = ""
    options: Sequence[tuple[str, Words]] = ()
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """Asks this page again, with what is written into the fields."""

    label: Words
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True)
class Form:
    """Does one of the page's actions with what is written into the fields."""

    title: Words
    label: Words
    action: str
    fields: Sequence[Field]
    hidden: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pages:
    """The ways to what is newer and older: addresses as an Anchor's, empty where there is none."""

    newer: str = ""
    older: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`value` is None where nothing was counted, or nothing may be told; `note` stands beside the number."""

    label: Argument
    value: float | None
    note: Argument = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """One number for each of a row of things; `says` is the sentence that the picture stands for."""

    says: Words
    columns: Sequence[Column]
    foot: Words | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Things with a bar under each: what it is called, how long the bar is, what it stands for in words.

    The longest bar is the greatest value, or `full` where that is set.
    """

    says: Words
    bars: Sequence[tuple[Argument, float, Argument]]
    full: float = 0
    foot: Words | None = None


@dataclass(frozen=True, slots=True)
class Heat:
    """Numbers in rows and columns, the greater the darker; `unit` follows each."""

    says: Words
    rows: Sequence[Argument]
    columns: Sequence[Argument]
    values: Sequence[Sequence[float | None]]
    unit: str = ""
    foot: Words | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """A draw's published record (JSON), which the browser draws again by itself."""

    record: str


Part: TypeAlias = Figures | Notes | Table | Search | Form | Pages | Columns | Bars | Heat | Proof


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole page: `lead` says in one sentence what there is to see. What `is_still` is not looked at live."""

    title: Words
    parts: Sequence[Part] = ()
    lead: Words | None = None
    is_still: bool = False
