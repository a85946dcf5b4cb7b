"""A leaf of a calendar with what became of each day; a state differs from the others in shape, not in colour alone."""

from __future__ import annotations

from typing import Final

from bot.pictures.forms import Day, Month, State
from bot.pictures.pen import LABEL, MARGIN, ROOM, SMALL, Pen

_STEP: Final = ROOM / 7
_CELL: Final = 112
_RADIUS: Final = 28
_SAMPLE: Final = 44


def month(pen: Pen, form: Month) -> None:
    for place, name in enumerate(form.weekdays):
        x, quiet = _middle(place), pen.palette.quiet
        pen.write(pen.said(name), x, pen.y + SMALL, size=SMALL, colour=quiet, side="middle", room=_STEP)
    pen.down(SMALL + 26)
    for place, each in enumerate(form.days, form.before):
        if place > form.before and place % 7 == 0:
            pen.down(_CELL + 20)
        _day(pen, each, x=_middle(place % 7) - _CELL / 2)
    pen.down(_CELL)
    _legend(pen, form)


def _middle(place: int) -> float:
    return MARGIN + _STEP * (place + 0.5)


def _day(pen: Pen, day: Day, *, x: float) -> None:
    palette, state = pen.palette, day.state
    _cell(pen, state, x=x, y=pen.y, size=_CELL)
    colour = {"done": palette.on_ember, "missed": palette.quiet}.get(state, palette.ink)
    if state in ("ahead", "rest"):
        colour = palette.quiet
    if day.is_today:
        pen.frame(x - 9, pen.y - 9, _CELL + 18, _CELL + 18, colour=palette.ink, radius=_RADIUS + 7, thick=5)
    y = pen.y + _CELL / 2 + LABEL * 0.36
    pen.write(str(day.number), x + _CELL / 2, y, size=LABEL, colour=colour, side="middle", is_bold=state == "done")


def _cell(pen: Pen, state: State, *, x: float, y: float, size: float) -> None:
    """Full for done, a frame with a lighter middle for made up, a hollow with a stroke for missed."""
    palette, radius = pen.palette, _RADIUS * size / _CELL
    if state == "done":
        pen.box(x, y, size, size, fill=palette.ember, radius=radius)
    elif state == "made_up":
        pen.box(x, y, size, size, fill=palette.gold, radius=radius)
        inset = size * 0.09
        pen.box(x + inset, y + inset, size - 2 * inset, size - 2 * inset, fill=palette.paper, radius=radius - inset / 2)
    elif state == "missed":
        pen.box(x, y, size, size, fill=palette.track, radius=radius)
        low = y + size * 0.82
        pen.stroke([(x + size * 0.36, low), (x + size * 0.64, low)], colour=palette.quiet, thick=size * 0.045)


def _legend(pen: Pen, form: Month) -> None:
    if not form.legend:
        return
    pen.down(40)
    room = ROOM / len(form.legend)
    for place, (state, words) in enumerate(form.legend):
        x = MARGIN + room * place
        _cell(pen, state, x=x, y=pen.y, size=_SAMPLE)
        pen.write(
            pen.said(words),
            x + _SAMPLE + 16,
            pen.y + _SAMPLE / 2 + SMALL * 0.36,
            size=SMALL,
            colour=pen.palette.quiet,
            room=room - _SAMPLE - 28,
        )
    pen.down(_SAMPLE)
