"""What a picture shows, as data that waits in the outbox; the sender draws it in the chat's own language.

Every form has a title over it and may have a line under the title and one at the foot.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from bot.texts.text import Words


class Form(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="shows"):
    title: Words
    subtitle: Words | None = None
    foot: Words | None = None


class Bar(msgspec.Struct, frozen=True, omit_defaults=True):
    """`value` is 0 or more; `shown` is what stands for it in words (the number itself without).

    A `first` one stands out, a `right` one carries a tick; a `rank` from 1 on is drawn as a medal before the label.
    """

    label: Words
    value: float
    shown: Words | None = None
    mark: Literal["", "first", "right"] = ""
    rank: int = 0


class Bars(Form, frozen=True, kw_only=True, tag="bars"):
    """Labels with bars under them, in the order given; the longest bar is the largest value, or `full` where set."""

    bars: list[Bar]
    full: float = 0
    empty: Words | None = None
    """Said in place of the bars where there are none."""


class Point(msgspec.Struct, frozen=True, omit_defaults=True):
    """Without a value the line has a gap. `low` to `high` is what is usual there: a band behind the line."""

    label: Words
    value: float | None = None
    low: float | None = None
    high: float | None = None
    mark: Words | None = None
    """Words for a point that is to be looked at."""


class Legend(msgspec.Struct, frozen=True, omit_defaults=True):
    line: Words
    band: Words | None = None


class Line(Form, frozen=True, kw_only=True, tag="line"):
    """A line over time; the axis goes from `low` to `high` where they are set, else as far as the values do."""

    points: list[Point]
    low: float | None = None
    high: float | None = None
    legend: Legend | None = None


State: TypeAlias = Literal["done", "made_up", "missed", "ahead", "rest"]
"""Of a day: done, made up for later, missed, still to come, or one on which nothing is asked."""


class Day(msgspec.Struct, frozen=True, omit_defaults=True):
    number: int
    state: State
    is_today: bool = False


class Month(Form, frozen=True, kw_only=True, tag="month"):
    """A leaf of a calendar: `weekdays` are the seven heads, `before` the empty cells ahead of the first day."""

    weekdays: list[Words]
    before: int
    days: list[Day]
    legend: list[tuple[State, Words]] = []


class HeatRow(msgspec.Struct, frozen=True):
    """Cells of 0 or more; None is unknown and stays empty."""

    label: Words
    cells: list[float | None]


class Heat(Form, frozen=True, kw_only=True, tag="heat"):
    """A table of cells, the darker the more; `written` puts the numbers in (with `unit` after them)."""

    columns: list[Words]
    rows: list[HeatRow]
    written: bool = False
    unit: str = ""
    less: Words | None = None
    more: Words | None = None
    """Words at the two ends of the scale under the table."""


Picture: TypeAlias = Bars | Line | Month | Heat
Theme: TypeAlias = Literal["light", "dark"]
