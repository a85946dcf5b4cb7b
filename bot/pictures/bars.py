"""Bars under their labels: results of polls, ranks and points; what they mean is the features'."""

from __future__ import annotations

from typing import Final

from bot.pictures.forms import Bar, Bars
from bot.pictures.numbers import short
from bot.pictures.pen import LABEL, MARGIN, ROOM, Pen
from bot.pictures.themes import Colour
from bot.pictures.typeface import lines, width

_HIGH: Final = 26
_BETWEEN: Final = 34
_BADGE: Final = 34
_INDENT: Final = 92
_SHOWN_AT_MOST: Final = ROOM * 0.42


def bars(pen: Pen, form: Bars) -> None:
    if not form.bars:
        pen.paragraph(pen.said(form.empty), size=LABEL, colour=pen.palette.quiet)
        return
    full = max(form.full, *(each.value for each in form.bars)) or 1
    indent = _INDENT if any(each.rank or each.mark == "right" for each in form.bars) else 0
    for place, each in enumerate(form.bars):
        pen.down(_BETWEEN if place else 0)
        _bar(pen, each, share=max(each.value, 0) / full, indent=indent)


def _bar(pen: Pen, bar: Bar, *, share: float, indent: float) -> None:
    top, left, room = pen.y, MARGIN + indent, ROOM - indent
    colour = _colour(pen, bar)
    _words(pen, bar, left=left, room=room, colour=colour)
    pen.down(4)
    pen.box(left, pen.y, room, _HIGH, fill=pen.palette.track, radius=_HIGH / 2)
    if share > 0:
        pen.box(left, pen.y, max(room * share, _HIGH), _HIGH, fill=colour, radius=_HIGH / 2)
    pen.down(_HIGH)
    _badge(pen, bar, y=(top + pen.y) / 2 + 4)


def _words(pen: Pen, bar: Bar, *, left: float, room: float, colour: Colour) -> None:
    palette, stands_out = pen.palette, bar.mark != ""
    shown = pen.said(bar.shown) or short(bar.value, pen.locale)
    taken = min(width(shown, size=LABEL), _SHOWN_AT_MOST)
    for at, line in enumerate(lines(pen.said(bar.label), size=LABEL, room=room - taken - 36, most=2) or [""]):
        pen.down(LABEL * 1.3)
        pen.write(line, left, pen.y - 13, size=LABEL, colour=palette.ink, room=room, is_bold=stands_out)
        if at == 0:
            quiet = colour if stands_out else palette.quiet
            pen.write(shown, left + room, pen.y - 13, size=LABEL, colour=quiet, room=taken + 1, side="right")


def _colour(pen: Pen, bar: Bar) -> Colour:
    of = {"": pen.palette.glow, "first": pen.palette.ember, "right": pen.palette.leaf}
    return of[bar.mark]


def _badge(pen: Pen, bar: Bar, *, y: float) -> None:
    """A medal with its number, or a tick."""
    palette, x = pen.palette, MARGIN + _BADGE
    if bar.mark == "right":
        pen.disc(x, y, _BADGE, fill=palette.leaf)
        pen.tick(x, y, _BADGE, colour=palette.paper, thick=7)
    elif bar.rank:
        metals = (palette.gold, palette.silver, palette.bronze)
        has_medal = bar.rank <= len(metals)
        pen.disc(x, y, _BADGE, fill=metals[bar.rank - 1] if has_medal else palette.track)
        ink = palette.on_medal if has_medal else palette.quiet
        size = LABEL if bar.rank < 100 else 28
        pen.write(str(bar.rank), x, y + size * 0.36, size=size, colour=ink, side="middle", is_bold=has_medal)
