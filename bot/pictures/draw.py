"""A picture becomes a PNG, in about a tenth of a second: not for the event loop; each form has its own module."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from threading import Lock
from typing import Any, Final

from bot.pictures.bars import bars
from bot.pictures.forms import Bars, Heat, Line, Month, Picture, Theme
from bot.pictures.heading import foot, heading
from bot.pictures.heat import heat
from bot.pictures.line import line
from bot.pictures.month import month
from bot.pictures.pen import Pen
from bot.pictures.themes import PALETTES

_BODIES: Final[dict[type[Picture], Callable[[Pen, Any], None]]] = {Bars: bars, Line: line, Month: month, Heat: heat}
_COLOURS: Final = 128
_PACKED: Final = 8
"""Within 2 % of what the highest level comes to, in half the time."""
_one_at_a_time: Final = Lock()
"""FreeType's faces are not for two threads at once, and one sheet in memory is enough."""


def draw(picture: Picture, *, locale: str, theme: Theme = "light") -> bytes:
    """A PNG 1080 pixels wide, with its words in the language of `locale`."""
    with _one_at_a_time:
        pen = Pen(PALETTES[theme], locale=locale)
        heading(pen, picture)
        _BODIES[type(picture)](pen, picture)
        foot(pen, picture)
        out = BytesIO()
        pen.finished().quantize(_COLOURS).save(out, "PNG", compress_level=_PACKED)
        return out.getvalue()
