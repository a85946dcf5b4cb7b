"""The sheet a picture is drawn on and its few strokes: words, boxes, discs, lines; what to draw is the forms' own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from PIL import Image, ImageDraw

from bot.pictures import typeface
from bot.pictures.themes import Colour, Palette
from bot.texts.catalog import plain
from bot.texts.text import Words

WIDTH: Final = 1080
MARGIN: Final = 64
ROOM: Final = WIDTH - 2 * MARGIN
TITLE: Final = 56
LABEL: Final = 44
SMALL: Final = 36
"""The sizes of type, in pixels: on a phone the sheet is about a third as wide."""

_FINE: Final = 4
"""Shapes are drawn so many times larger and made smaller: that is what smooths their edges."""

_BOLD: Final = 0.9
_LEADING: Final = 1.32

Side = Literal["left", "middle", "right"]
_BEFORE: Final[dict[Side, float]] = {"left": 0.0, "middle": 0.5, "right": 1.0}
"""How much of a line stands before the place it is written at."""


class Pen:
    """`y` is how far down the sheet is filled; words are said in the language of `locale`."""

    def __init__(self, palette: Palette, *, locale: str) -> None:
        self.palette = palette
        self.y = MARGIN
        self.locale = locale
        self._sheet = Image.new("RGB", (WIDTH, 1200), palette.paper)
        self._draw = ImageDraw.Draw(self._sheet)

    def finished(self) -> Image.Image:
        return self._sheet.crop((0, 0, WIDTH, self.y + MARGIN))

    def down(self, height: float) -> None:
        """Go on further below; the sheet is made longer where it has to be."""
        self.y += round(height)
        if self.y + 400 > self._sheet.height:
            longer = Image.new("RGB", (WIDTH, self.y + 1200), self.palette.paper)
            longer.paste(self._sheet)
            self._sheet, self._draw = longer, ImageDraw.Draw(longer)

    # --- words ---

    def said(self, words: Words | None) -> str:
        """As they can be drawn; nothing for no words, and a sign for words of which nothing can be."""
        written = plain(words, self.locale) if words is not None else ""
        return typeface.drawable(written) or ("…" if written.strip() else "")

    def write(
        self,
        words: str,
        x: float,
        y: float,
        *,
        size: int,
        colour: Colour,
        room: float = ROOM,
        side: Side = "left",
        is_bold: bool = False,
    ) -> float:
        """One line whose base is at `y`, cut to the room it has; how wide it came to be."""
        shown = typeface.cut(words, size=size, room=room)
        wide = typeface.width(shown, size=size)
        x -= wide * _BEFORE[side]
        for run, face in typeface.runs(shown):
            font = typeface.sized(size, face)
            stroke = _BOLD if is_bold else 0
            self._draw.text((x, y), run, fill=colour, font=font, anchor="ls", stroke_width=stroke, stroke_fill=colour)
            x += font.getlength(run)
        return wide

    def paragraph(
        self,
        words: str,
        *,
        size: int,
        colour: Colour,
        x: float = MARGIN,
        room: float = ROOM,
        most: int = 3,
        is_bold: bool = False,
    ) -> None:
        """Lines one under another, from here downwards."""
        for line in typeface.lines(words, size=size, room=room, most=most):
            self.down(size * _LEADING)
            self.write(line, x, self.y - size * 0.3, size=size, colour=colour, room=room, is_bold=is_bold)

    # --- shapes ---

    def box(self, x: float, y: float, wide: float, high: float, *, fill: Colour, radius: float = 0) -> None:
        self._shape((x, y, x + wide, y + high), "rounded_rectangle", radius=radius * _FINE, colour=fill)

    def frame(
        self, x: float, y: float, wide: float, high: float, *, colour: Colour, radius: float, thick: float
    ) -> None:
        """A box's outline alone, within its bounds."""
        self._shape(
            (x, y, x + wide, y + high),
            "rounded_rectangle",
            colour=colour,
            radius=radius * _FINE,
            outline=255,
            width=round(thick * _FINE),
            fill=0,
        )

    def disc(self, x: float, y: float, radius: float, *, fill: Colour) -> None:
        """`x` and `y` are its centre."""
        self._shape((x - radius, y - radius, x + radius, y + radius), "ellipse", colour=fill)

    def stroke(self, points: Sequence[tuple[float, float]], *, colour: Colour, thick: float) -> None:
        """A line through the points, with round ends and corners."""
        self._figure(points, colour, thick=thick)

    def area(self, points: Sequence[tuple[float, float]], *, fill: Colour) -> None:
        self._figure(points, fill)

    def tick(self, x: float, y: float, size: float, *, colour: Colour, thick: float) -> None:
        """The sign of what is right, its middle at `x` and `y`."""
        shape = ((-0.42, 0.02), (-0.12, 0.32), (0.44, -0.3))
        self.stroke([(x + size * right, y + size * low) for right, low in shape], colour=colour, thick=thick)

    def rule(self, y: float, *, x: float, to: float, colour: Colour) -> None:
        """A thin level line."""
        self._draw.line([(x, y), (to, y)], fill=colour, width=2)

    def _shape(
        self, bounds: tuple[float, float, float, float], kind: str, *, colour: Colour, fill: int = 255, **how: float
    ) -> None:
        left, top, right, bottom = bounds
        x, y = int(left), int(top)
        wide, high = int(right) - x + 1, int(bottom) - y + 1
        if right - left < 1 or bottom - top < 1:
            return
        mask = Image.new("L", (wide * _FINE, high * _FINE))
        inner = ((left - x) * _FINE, (top - y) * _FINE, (right - x) * _FINE - 1, (bottom - y) * _FINE - 1)
        getattr(ImageDraw.Draw(mask), kind)(inner, fill=fill, **how)
        self._sheet.paste(colour, (x, y), mask.reduce(_FINE))

    def _figure(self, points: Sequence[tuple[float, float]], colour: Colour, *, thick: float = 0) -> None:
        if not points:
            return
        x = int(min(left for left, _ in points) - thick)
        y = int(min(top for _, top in points) - thick)
        wide = int(max(left for left, _ in points) + thick) - x + 2
        high = int(max(top for _, top in points) + thick) - y + 2
        mask = Image.new("L", (wide * _FINE, high * _FINE))
        draw, fine = ImageDraw.Draw(mask), [((left - x) * _FINE, (top - y) * _FINE) for left, top in points]
        if thick:
            draw.line(fine, fill=255, width=round(thick * _FINE), joint="curve")
            half = thick * _FINE / 2
            for left, top in (fine[0], fine[-1]):
                draw.ellipse((left - half, top - half, left + half, top + half), fill=255)
        else:
            draw.polygon(fine, fill=255)
        self._sheet.paste(colour, (x, y), mask.reduce(_FINE))
