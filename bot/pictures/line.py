"""A line over time with what is usual behind it; which points are worth a mark the features say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeAlias

from bot.pictures.forms import Line, Point
from bot.pictures.numbers import short, ticks
from bot.pictures.pen import MARGIN, ROOM, SMALL, WIDTH, Pen
from bot.pictures.themes import between
from bot.pictures.typeface import cut, width

_HIGH: Final = 520
_HEADROOM: Final = 76
"""Above the plot, so that words over the highest point clear it."""
_THICK: Final = 7
_DOT: Final = 13
_ALONE: Final = 18
"""Half the width of a band that a single point has."""

_Spot: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Field:
    """Where the plot lies: points go from `left` to `right`, values from `low` at `bottom` to `high` at `top`."""

    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float
    count: int

    def x(self, place: int) -> float:
        return self.left + (self.right - self.left) * (place + 0.5) / self.count

    def y(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.bottom - (self.bottom - self.top) * share


def line(pen: Pen, form: Line) -> None:
    _legend(pen, form)
    marks = ticks(*_reach(form))
    names = [short(each, pen.locale) for each in marks]
    indent = max(width(each, size=SMALL) for each in names) + 20
    field = _Field(
        MARGIN + indent,
        WIDTH - MARGIN,
        pen.y + _HEADROOM,
        pen.y + _HEADROOM + _HIGH,
        marks[0],
        marks[-1],
        max(len(form.points), 1),
    )
    pen.down(_HEADROOM + _HIGH + 10)
    _band(pen, form.points, field)
    for mark, name in zip(marks, names, strict=True):
        pen.rule(field.y(mark), x=field.left, to=field.right, colour=pen.palette.track)
        pen.write(name, field.left - 16, field.y(mark) + 11, size=SMALL, colour=pen.palette.quiet, side="right")
    _runs(pen, form.points, field)
    _marks(pen, form.points, field)
    _below(pen, form.points, field)


def _reach(form: Line) -> tuple[float, float]:
    values = [each for point in form.points for each in (point.value, point.low, point.high) if each is not None]
    low, high = min(values, default=0), max(values, default=1)
    return (low if form.low is None else form.low), (high if form.high is None else form.high)


def _runs_of(points: Sequence[Point], is_in: Callable[[Point], bool]) -> Iterator[list[tuple[int, Point]]]:
    """Stretches without a gap."""
    for is_there, run in groupby(enumerate(points), key=lambda each: is_in(each[1])):
        if is_there:
            yield list(run)


def _band(pen: Pen, points: Sequence[Point], field: _Field) -> None:
    fill = between(pen.palette.paper, pen.palette.glow, 0.38)
    for run in _runs_of(points, lambda each: each.low is not None and each.high is not None):
        upper: list[_Spot] = [(field.x(place), field.y(each.high or 0)) for place, each in run]
        lower: list[_Spot] = [(field.x(place), field.y(each.low or 0)) for place, each in run]
        if len(run) == 1:
            upper, lower = ([(x - _ALONE, y), (x + _ALONE, y)] for [(x, y)] in (upper, lower))
        pen.area([*upper, *reversed(lower)], fill=fill)


def _runs(pen: Pen, points: Sequence[Point], field: _Field) -> None:
    for run in _runs_of(points, lambda each: each.value is not None):
        spots = [(field.x(place), field.y(each.value or 0)) for place, each in run]
        if len(spots) == 1:
            pen.disc(*spots[0], _THICK, fill=pen.palette.ember)
        else:
            pen.stroke(spots, colour=pen.palette.ember, thick=_THICK)


def _marks(pen: Pen, points: Sequence[Point], field: _Field) -> None:
    palette = pen.palette
    for place, each in enumerate(points):
        if each.mark is None or each.value is None:
            continue
        x, y = field.x(place), field.y(each.value)
        pen.disc(x, y, _DOT + 4, fill=palette.paper)
        pen.disc(x, y, _DOT, fill=palette.leaf)
        words = cut(pen.said(each.mark), size=SMALL, room=ROOM * 0.4)
        half = width(words, size=SMALL) / 2
        x = min(max(x, field.left + half), field.right - half)
        base = y + 56 if _is_valley(points, place) and y + 56 < field.bottom else y - 32
        pen.write(words, x, base, size=SMALL, colour=palette.leaf, side="middle", is_bold=True)


def _is_valley(points: Sequence[Point], place: int) -> bool:
    """Whether the line rises from there: words stand on the side where it does not run."""
    beside = [each.value for each in (*points[max(place - 1, 0) : place], *points[place + 1 : place + 2])]
    here = points[place].value or 0
    return any(each is not None and each > here for each in beside)


def _below(pen: Pen, points: Sequence[Point], field: _Field) -> None:
    """As many labels as there is room for, the last point's among them: it is the one that is asked about."""
    names = [cut(pen.said(each.label), size=SMALL, room=ROOM / 4) for each in points]
    widest = max((width(each, size=SMALL) for each in names), default=0)
    step = (field.right - field.left) / field.count
    pushed = max(0.0, (widest - step) / 2)  # the last label is kept within the picture
    every = max(int(-(-(widest + 24 + pushed) // step)), 1)
    for place in range(len(names) - 1, -1, -every):
        x = min(field.x(place), WIDTH - MARGIN - width(names[place], size=SMALL) / 2)
        pen.write(names[place], x, field.bottom + 48, size=SMALL, colour=pen.palette.quiet, side="middle")
    pen.down(44)


def _legend(pen: Pen, form: Line) -> None:
    if form.legend is None:
        return
    palette, base, x = pen.palette, pen.y + 28, float(MARGIN)
    pen.stroke([(x, base - 11), (x + 48, base - 11)], colour=palette.ember, thick=_THICK)
    x += 64 + pen.write(pen.said(form.legend.line), x + 64, base, size=SMALL, colour=palette.quiet, room=ROOM / 3) + 40
    if form.legend.band is not None and any(each.low is not None for each in form.points):
        pen.box(x, base - 27, 48, 32, fill=between(palette.paper, palette.glow, 0.38), radius=8)
        pen.write(pen.said(form.legend.band), x + 64, base, size=SMALL, colour=palette.quiet, room=ROOM / 3)
    pen.down(36)
