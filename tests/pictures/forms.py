"""A picture of each form, with values to look for in it."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.pictures.draw import draw
from bot.pictures.forms import Bar, Bars, Picture, Theme
from bot.pictures.pen import WIDTH
from bot.pictures.themes import PALETTES, Colour
from bot.texts.text import Raw

LIGHT = PALETTES["light"]


def poll(*counts: float) -> Bars:
    bars = [Bar(Raw(f"选项 {place}"), count) for place, count in enumerate(counts)]
    return Bars(
        title=Raw("周末去哪儿？"), subtitle=Raw("投票 #1"), bars=bars, empty=Raw("没有人投票。"), foot=Raw("完")
    )


def seen(picture: Picture, *, theme: Theme = "light") -> Image.Image:
    drawn = draw(picture, locale="zh-Hans", theme=theme)
    assert len(drawn) < 100_000
    image = Image.open(BytesIO(drawn))
    assert image.format == "PNG"
    assert image.width == WIDTH
    assert image.width + image.height < 10_000  # what Telegram takes for a photo
    return image.convert("RGB")


def where(image: Image.Image, colour: Colour) -> NDArray[np.bool_]:
    """The pixels of a colour, nearly."""
    near: NDArray[np.bool_] = np.abs(np.asarray(image, np.int16) - np.array(colour, np.int16)).max(2) < 12
    return near


def share_of(image: Image.Image, colour: Colour) -> float:
    return float(where(image, colour).mean())
