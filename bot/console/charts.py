"""Where the shapes of a chart stand, in the units of its SVG; colours and type are the style sheet's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.console.parts import Column, Columns, Curve, Heat

WIDTH, HEIGHT = 640, 200
_LEFT, _TOP, _FOOT = 44, 12, 26
_LABELS = 8
"""Labels under a chart at most: more would overlap on a phone."""

_SHADES = 5


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
    shapes: Sequence[Shape] = ()
    marks: Sequence[Mark] = ()
    sides: Sequence[Mark] = ()
    lines: Sequence[float] = ()
    paths: Sequence[str] = ()
    height: int = HEIGHT


def drawn(chart: Columns | Heat | Curve) -> Drawing:
    match chart:
        case Columns():
            return columns(chart)
        case Heat():
            return heat(chart)
        case Curve():
            return curve(chart)


def columns(chart: Columns) -> Drawing:
    top = ceiling(max((each.value or 0 for each in chart.columns), default=0))
    step = _step(len(chart.columns))
    shapes = [
        Shape(
            _LEFT + at * step + step * 0.1, _y(each.value, top), step * 0.8, _base() - _y(each.value, top), _told(each)
        )
        for at, each in enumerate(chart.columns)
        if each.value
    ]
    sides = [Mark(_LEFT - 6, _y(value, top) + 4, shown(value)) for value in (0, top / 2, top)]
    lines = [_y(value, top) for value in (0, top / 2, top)]
    return Drawing(shapes, _under(chart.columns), sides, lines)


def curve(chart: Curve) -> Drawing:
    """Between -1 at the foot and 1 at the top; a gap ends one path and begins another."""
    step = _step(len(chart.points))
    paths: list[list[tuple[float, float]]] = []
    current: list[tuple[float, float]] = []
    for at, each in enumerate(chart.points):
        if each.value is None:
            paths.append(current)
            current = []
            continue
        current.append((_LEFT + (at + 0.5) * step, _middle(each.value)))
    drawn = [_path(each) for each in [*paths, current] if each]
    dots = [
        Shape(_LEFT + (at + 0.5) * step, _middle(each.value), 3, 3, _told(each))
        for at, each in enumerate(chart.points)
        if each.value is not None
    ]
    sides = [Mark(_LEFT - 6, _middle(value) + 4, shown(value)) for value in (-1, 0, 1)]
    return Drawing(dots, _under(chart.points), sides, [_middle(value) for value in (-1, 0, 1)], drawn)


def heat(chart: Heat) -> Drawing:
    top = max((value or 0 for row in chart.values for value in row), default=0)
    step, tall = _step(len(chart.columns)), 18
    shapes = [
        Shape(
            *(_LEFT + across * step + 1, _TOP + down * tall + 1, step - 2, tall - 2),
            told=f"{name} {chart.columns[across]}: {shown(value)}" if value is not None else "",
            shade=_shade(value, top),
        )
        for down, (name, row) in enumerate(zip(chart.rows, chart.values, strict=True))
        for across, value in enumerate(row)
    ]
    foot = _TOP + len(chart.rows) * tall
    every = max(1, -(-len(chart.columns) // _LABELS))
    marks = [
        Mark(_LEFT + (at + 0.5) * step, foot + 16, name) for at, name in enumerate(chart.columns) if at % every == 0
    ]
    sides = [Mark(_LEFT - 6, _TOP + (at + 0.72) * tall, name) for at, name in enumerate(chart.rows)]
    return Drawing(shapes, marks, sides, height=foot + _FOOT)


def ceiling(value: float) -> float:
    """The next round number, at which an axis may end."""
    size = 1.0
    while size * 10 <= value:
        size *= 10
    return next(size * each for each in (1, 2, 4, 5, 10) if size * each >= value) if value > 2 else 2


def shown(value: float | None) -> str:
    return "–" if value is None else f"{value:,.4g}" if value != int(value) else f"{int(value):,}"


def _shade(value: float | None, top: float) -> int:
    """0 for nothing, then 1 to 5."""
    return 0 if not value or not top else max(1, min(_SHADES, -(-int(value * _SHADES * 1000) // int(top * 1000))))


def _step(number: int) -> float:
    return (WIDTH - _LEFT - 8) / max(1, number)


def _base() -> float:
    return HEIGHT - _FOOT


def _y(value: float | None, top: float) -> float:
    return _base() - (_base() - _TOP) * (value or 0) / top


def _middle(value: float) -> float:
    return _base() - (_base() - _TOP) * (max(-1.0, min(1.0, value)) + 1) / 2


def _told(column: Column) -> str:
    return f"{column.label}: {shown(column.value)}{' ' + column.note if column.note else ''}"


def _under(columns: Sequence[Column]) -> list[Mark]:
    step, every = _step(len(columns)), max(1, -(-len(columns) // _LABELS))
    return [
        Mark(_LEFT + (at + 0.5) * step, HEIGHT - 8, each.label)
        for at, each in enumerate(columns)
        if at % every == 0
    ]  # fmt: skip


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{'M' if at == 0 else 'L'}{x:.1f} {y:.1f}" for at, (x, y) in enumerate(points))
