"""Pictures drawn aside, so that the sender goes on: Pillow and the typeface are loaded by the first that goes out."""

from __future__ import annotations

import asyncio

from bot.pictures.forms import Picture, Theme


async def drawn(picture: Picture, *, locale: str, theme: Theme) -> bytes:
    return await asyncio.to_thread(_draw, picture, locale, theme)


def _draw(picture: Picture, locale: str, theme: Theme) -> bytes:
    from bot.pictures.draw import draw

    return draw(picture, locale=locale, theme=theme)
