"""A picture of the chat as a part of a page: the same sentence and numbers, drawn by the browser."""

from __future__ import annotations

from bot.console.parts import Bars, Column, Columns, Heat, Part
from bot.pictures import forms
from bot.pictures.forms import Picture
from bot.texts.text import Words


def part_of(drawn: Picture) -> Part | None:
    """None for a form that pages have no use for."""
    match drawn:
        case forms.Bars():
            bars = [(each.label, each.value, each.shown or each.value) for each in drawn.bars]
            return Bars(drawn.title, bars, full=drawn.full, foot=drawn.foot)
        case forms.Line():
            return _columns(drawn)
        case forms.Heat():
            labels: list[Words] = [each.label for each in drawn.rows]
            cells = [each.cells for each in drawn.rows]
            return Heat(drawn.title, labels, drawn.columns, cells, unit=drawn.unit, foot=drawn.foot)
    return None


def _columns(drawn: forms.Line) -> Columns:
    """What a point is marked by stands beside its number."""
    columns = [Column(each.label, each.value, each.mark or "") for each in drawn.points]
    return Columns(drawn.title, columns, foot=drawn.foot)
