"""The page's light colours: words on every ground they stand on are read by weak eyes (WCAG AA: 4.5 to 1)."""

from __future__ import annotations

import colorsys
import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "playground/page/css/base.css"
LIGHT = dict(re.findall(r"--([\w-]+): (#\w+|\d+%)", CSS.read_text(encoding="utf-8").partition("@media")[0]))
GROUNDS = ("ground", "surface", "raised", "glow", "own")


def parts(colour: str) -> list[float]:
    digits = colour.removeprefix("#")
    whole = "".join(each * 2 for each in digits) if len(digits) == 3 else digits
    return [int(whole[place : place + 2], 16) / 255 for place in (0, 2, 4)]


def contrast(one: list[float], other: list[float]) -> float:
    def light(colour: list[float]) -> float:
        even = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in colour]
        return 0.2126 * even[0] + 0.7152 * even[1] + 0.0722 * even[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["ink", "soft", "accent", "good", "bad", "warn"])
def test_words_stand_out_from_every_ground(name: str) -> None:
    for ground in GROUNDS:
        assert contrast(parts(LIGHT[name]), parts(LIGHT[ground])) >= 4.5, f"{name} on {ground}"


@pytest.mark.parametrize("ground", ["raised", "own"])
def test_names_of_every_hue_stand_out_from_their_bubbles(ground: str) -> None:
    light = int(LIGHT["name-l"].removesuffix("%")) / 100
    worst = min(contrast([*colorsys.hls_to_rgb(hue / 360, light, 0.6)], parts(LIGHT[ground])) for hue in range(360))
    assert worst >= 4.5
