"""A chart's dates and numbers stand clear of each other in the larger type that phones have."""

from __future__ import annotations

import re
from pathlib import Path

from bot.console import charts
from bot.console.parts import Column, Columns
from bot.texts.text import Raw

CSS = Path(charts.__file__).parent / "static" / "console.css"


def test_dates_are_below_the_number_at_the_axis_and_within_the_picture() -> None:
    phone = max(int(size) for size in re.findall(r"svg text \{ font-size: (\d+)px", CSS.read_text(encoding="utf-8")))
    chart = Columns(Raw("x"), [Column(Raw(f"12月{day}日"), 5) for day in range(1, 32)])
    drawing = charts.drawn(chart, str)
    axis = max(each.y for each in drawing.sides)
    assert min(each.y for each in drawing.marks) - phone > axis
    assert max(each.y for each in drawing.marks) + phone / 4 < drawing.height
