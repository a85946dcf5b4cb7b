"""The typeface of pictures: sizes of it, which characters it has, and text cut to what can be drawn and fits."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

_FILE: Final = Path(__file__).parent / "type" / "weilu-sans.otf"
_LACKING: Final = "□"
"""Stands for a character that the typeface has not."""

_NOT_THERE: Final = "\U0010fffe"
_PICTORIAL: Final = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\U0001f000-\U0001faff\U000e0000-\U000e007f]"
)
"""Emoji, what joins or colours them, and signs that would turn the writing's direction: nothing to draw."""

_NOT_FIRST: Final = frozenset("，。、；：？！）》」』】〕…—·%％,.;:?!)]}’”")
_PIECE: Final = re.compile(r"\s+|[!-~\u00a1-\u024f\u0370-\u04ff]+|.", re.DOTALL)


@lru_cache(64)
def sized(size: int) -> FreeTypeFont:
    return ImageFont.truetype(str(_FILE), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(1)
def _box() -> bytes:
    return bytes(sized(16).getmask(_NOT_THERE))


@lru_cache(4096)
def has(character: str) -> bool:
    """Whether the typeface has it: what it has not is drawn as the same box as all that it has not."""
    return character == " " or bytes(sized(16).getmask(character)) != _box()


def drawable(words: str) -> str:
    """The words in characters of the typeface, on one line: fancy letters made plain, emoji left out."""
    shown = "".join(map(_character, _PICTORIAL.sub("", unicodedata.normalize("NFC", words))))
    return " ".join(shown.split())


@lru_cache(4096)
def _character(character: str) -> str:
    if character.isspace():
        return " "
    if has(character):
        return character
    if unicodedata.category(character) in ("So", "Sk", "Cf", "Cc", "Mn", "Me", "Cs"):
        return ""
    plainer = "".join(each for each in unicodedata.normalize("NFKD", character) if not unicodedata.combining(each))
    return plainer if all(map(has, plainer)) else _LACKING


def width(words: str, *, size: int) -> float:
    return sized(size).getlength(words)


def cut(words: str, *, size: int, room: float) -> str:
    """The words, or as many of them as fit with an ellipsis after."""
    if width(words, size=size) <= room:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        fits = width(words[:middle].rstrip() + "…", size=size) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return words[:low].rstrip() + "…"


def lines(words: str, *, size: int, room: float, most: int) -> list[str]:
    """The words on at most so many lines; whole Latin words and numbers, and no line that begins with a stop."""
    found, line = list[str](), ""
    rest = _PIECE.findall(words)
    while rest:
        piece = rest.pop(0)
        fits = width(line + piece, size=size) <= room or piece in _NOT_FIRST or piece.isspace()
        if fits or not line:
            line += piece if width(piece, size=size) <= room else cut(piece, size=size, room=room)
            continue
        if len(found) + 1 == most:
            found.append(cut(line + piece + "".join(rest), size=size, room=room))
            return found
        found.append(line.rstrip())
        line = ""
        if not piece.isspace():
            rest.insert(0, piece)
    return [*found, line.rstrip()] if line.strip() else found
