"""A table of cells that are darker the more they stand for; numbers may stand in them."""

from __future__ import annotations

from typing import Final

from bot.pictures.forms import Heat
from bot.pictures.numbers import short
from bot.pictures.pen import MARGIN, ROOM, SMALL, Pen
from bot.pictures.themes import Colour, between
from bot.pictures.typeface import cut, width

_TALLEST: Final = 84
_SHORTEST: Final = 52
_GAP: Final = 4
_LABEL_AT_MOST: Final = ROOM * 0.3
_HEAD_AT_MOST: Final = 84
_STEPS: Final = 7


def heat(pen: Pen, form: Heat) -> None:
    labels = [pen.said(row.label) for row in form.rows]
    left = min(max((width(each, size=SMALL) for each in labels), default=0) + 20, _LABEL_AT_MOST)
    count = max((len(row.cells) for row in form.rows), default=0)
    step = (ROOM - left) / (count or 1)
    high = min(max(step, _SHORTEST), _TALLEST)
    _columns(pen, form, left=MARGIN + left, step=step)
    most = max((cell for row in form.rows for cell in row.cells if cell is not None), default=0) or 1
    for label, row in zip(labels, form.rows, strict=True):
        pen.write(label, MARGIN, pen.y + high / 2 + 11, size=SMALL, colour=pen.palette.quiet, room=left - 12)
        for place, cell in enumerate(row.cells):
            if cell is not None:
                words = short(cell, pen.locale) + form.unit if form.written else ""
                _cell(pen, words, share=cell / most, x=MARGIN + left + place * step, step=step, high=high)
        pen.down(high)
    _scale(pen, form)


def _columns(pen: Pen, form: Heat, *, left: float, step: float) -> None:
    """As many heads as there is room for, the first one always."""
    names = [cut(pen.said(each), size=SMALL, room=max(step - 8, _HEAD_AT_MOST)) for each in form.columns]
    widest = max((width(each, size=SMALL) for each in names), default=0) + 16
    every = next((each for each in (1, 2, 3, 4, 6, 8, 12) if step * each >= widest), 12)
    for place in range(0, len(names), every):
        x = left + step * (place + 0.5)
        pen.write(names[place], x, pen.y + SMALL, size=SMALL, colour=pen.palette.quiet, side="middle")
    pen.down(SMALL + 20)


def _cell(pen: Pen, words: str, *, share: float, x: float, step: float, high: float) -> None:
    pen.box(x + _GAP / 2, pen.y + _GAP / 2, step - _GAP, high - _GAP, fill=_shade(pen, share), radius=8)
    if words:
        palette = pen.palette
        colour = palette.on_ember if share > 0.55 else palette.ink
        pen.write(words, x + step / 2, pen.y + high / 2 + 11, size=SMALL, colour=colour, side="middle", room=step - 6)


def _shade(pen: Pen, share: float) -> Colour:
    """Track to ember; the root tells small ones apart from none."""
    palette, risen = pen.palette, min(max(share, 0), 1) ** 0.7
    if risen < 0.5:
        return between(palette.track, palette.glow, risen * 2)
    return between(palette.glow, palette.ember, risen * 2 - 1)


def _scale(pen: Pen, form: Heat) -> None:
    less, more = pen.said(form.less), pen.said(form.more)
    if not less and not more:
        return
    pen.down(28)
    base, x = pen.y + 34, float(MARGIN)
    x += pen.write(less, x, base, size=SMALL, colour=pen.palette.quiet) + 18
    for place in range(_STEPS):
        pen.box(x + place * 48, pen.y, 44, 44, fill=_shade(pen, place / (_STEPS - 1)), radius=8)
    pen.write(more, x + _STEPS * 48 + 14, base, size=SMALL, colour=pen.palette.quiet)
    pen.down(44)
