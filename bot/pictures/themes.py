"""The colours of pictures: one palette in two themes, told apart by lightness as well as by hue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.pictures.forms import Theme

Colour: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """`ember` stands out, `glow` is its quiet sister; `leaf` is right; `gold`, `silver`, `bronze` are medals."""

    paper: Colour
    ink: Colour
    quiet: Colour
    track: Colour
    ember: Colour
    glow: Colour
    leaf: Colour
    gold: Colour
    silver: Colour
    bronze: Colour
    on_ember: Colour
    on_medal: Colour


PALETTES: Final[dict[Theme, Palette]] = {
    "light": Palette(
        paper=(255, 251, 245),
        ink=(46, 33, 26),
        quiet=(128, 110, 98),
        track=(243, 232, 218),
        ember=(201, 74, 20),
        glow=(240, 178, 128),
        leaf=(0, 110, 115),
        gold=(232, 172, 48),
        silver=(176, 178, 184),
        bronze=(190, 126, 82),
        on_ember=(255, 251, 245),
        on_medal=(46, 33, 26),
    ),
    "dark": Palette(
        paper=(32, 25, 22),
        ink=(246, 236, 226),
        quiet=(172, 154, 141),
        track=(56, 45, 39),
        ember=(246, 128, 58),
        glow=(140, 84, 54),
        leaf=(74, 190, 186),
        gold=(240, 190, 80),
        silver=(190, 192, 198),
        bronze=(206, 144, 100),
        on_ember=(32, 25, 22),
        on_medal=(32, 25, 22),
    ),
}


def between(low: Colour, high: Colour, share: float) -> Colour:
    """The colour at a share (0 to 1) of the way."""
    red, green, blue = (round(one + (other - one) * share) for one, other in zip(low, high, strict=True))
    return red, green, blue
