"""Where the shapes of a chart stand, in the units of its SVG; colours and type are the style sheet's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.console.parts import Column, Columns, Heat
from bot.texts.text import Argument

WIDTH: Final = 640
LEFT: Final = 64
_HEIGHT, _TOP, _FOOT = 228, 16, 40
"""The foot has room for labels in the type of phones, clear of the number at the axis."""

_TALL: Final = 26
"""Of a row of a heat map."""

_LABELS: Final = 5
"""Labels under a chart at most: more would overlap on a phone."""

_SHADES: Final = 5

Say: TypeAlias = Callable[[Argument], str]


@dataclass(frozen=True, slots=True)
class Shape:
    """`told` is what it stands for."""

    x: float
    y: float
    width: float
    height: float
    told: str
    shade: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """`lines` are the heights of the lines behind."""

    shapes: Sequence[Shape]
    marks: Sequence[Mark]
    sides: Sequence[Mark]
    lines: Sequence[float] = ()
    height: int = _HEIGHT


def drawn(chart: Columns | Heat, say: Say) -> Drawing:
    return _columns(chart, say) if isinstance(chart, Columns) else _heat(chart, say)


def _columns(chart: Columns, say: Say) -> Drawing:
    top = ceiling(max((each.value or 0 for each in chart.columns), default=0))
    step = _step(len(chart.columns))
    shapes = [
        Shape(LEFT + (at + 0.1) * step, y := _y(each.value, top), step * 0.8, _base() - y, _told(each, say))
        for at, each in enumerate(chart.columns)
        if each.value
    ]
    grid = (0, top / 2, top)
    sides = [Mark(LEFT - 6, _y(value, top) + 6, shown(value)) for value in grid]
    marks = _under([each.label for each in chart.columns], _HEIGHT - 8, say)
    return Drawing(shapes, marks, sides, [_y(value, top) for value in grid])


def _heat(chart: Heat, say: Say) -> Drawing:
    top = max((value or 0 for row in chart.values for value in row), default=0)
    step, foot = _step(len(chart.columns)), _TOP + len(chart.rows) * _TALL
    shapes = [
        Shape(
            LEFT + across * step + 1,
            _TOP + down * _TALL + 1,
            step - 2,
            _TALL - 2,
            f"{say(name)} {say(chart.columns[across])}: {shown(value)}{chart.unit}" if value else "",
            _shade(value, top),
        )
        for down, (name, row) in enumerate(zip(chart.rows, chart.values, strict=True))
        for across, value in enumerate(row)
    ]
    sides = [Mark(LEFT - 6, _TOP + (at + 0.72) * _TALL, say(name)) for at, name in enumerate(chart.rows)]
    return Drawing(shapes, _under(chart.columns, foot + 22, say), sides, height=foot + _FOOT)


def ceiling(value: float) -> float:
    """The next round number, at which an axis may end."""
    size = 1.0
    while size * 10 <= value:
        size *= 10
    return next(size * each for each in (1, 2, 4, 5, 10) if size * each >= value) if value > 2 else 2


def shown(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{int(value):,}" if value == int(value) else f"{value:,.4g}"


def _shade(value: float | None, top: float) -> int:
    """0 for nothing, then 1 to 5."""
    return 0 if not value or not top else max(1, min(_SHADES, -int(-value * _SHADES // top)))


def _step(number: int) -> float:
    return (WIDTH - LEFT - 8) / max(1, number)


def _base() -> float:
    return _HEIGHT - _FOOT


def _y(value: float | None, top: float) -> float:
    return _base() - (_base() - _TOP) * (value or 0) / top


def _told(column: Column, say: Say) -> str:
    return f"{say(column.label)}: {shown(column.value)} {say(column.note)}".rstrip()


def _under(labels: Sequence[Argument], y: float, say: Say) -> list[Mark]:
    step, every = _step(len(labels)), max(1, -(-len(labels) // _LABELS))
    return [Mark(LEFT + (at + 0.5) * step, y, say(each)) for at, each in enumerate(labels) if at % every == 0]
