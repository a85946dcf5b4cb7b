"""What every picture has: the title with its ember, the line under it, and the line at the foot."""

from __future__ import annotations

from typing import Final

from bot.pictures.forms import Form
from bot.pictures.pen import MARGIN, ROOM, SMALL, TITLE, Pen

_EMBER: Final = 12
_INDENT: Final = 36


def heading(pen: Pen, form: Form) -> None:
    top, room = pen.y, ROOM - _INDENT
    pen.paragraph(pen.said(form.title), size=TITLE, colour=pen.palette.ink, x=MARGIN + _INDENT, room=room, is_bold=True)
    if subtitle := pen.said(form.subtitle):
        pen.down(4)
        pen.paragraph(subtitle, size=SMALL, colour=pen.palette.quiet, x=MARGIN + _INDENT, room=room, most=2)
    pen.box(MARGIN, top + 14, _EMBER, max(pen.y - top - 18, TITLE), fill=pen.palette.ember, radius=_EMBER / 2)
    pen.down(44)


def foot(pen: Pen, form: Form) -> None:
    if words := pen.said(form.foot):
        pen.down(28)
        pen.paragraph(words, size=SMALL, colour=pen.palette.quiet, most=4)
