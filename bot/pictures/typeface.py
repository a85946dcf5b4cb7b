"""The faces of pictures: sizes of them, which characters each has, and text cut to what can be drawn and fits."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

_FOLDER: Final = Path(__file__).parent / "type"
_SCRIPTS: Final = (
    *("thai", "arabic", "hebrew", "devanagari", "bengali", "tamil", "myanmar", "khmer", "lao", "tibetan"),
    *("georgian", "armenian", "ethiopic", "telugu", "kannada", "malayalam", "gujarati", "gurmukhi", "sinhala"),
    "mongolian",
)
_JOINED: Final = tuple(f"weilu-{script}.ttf" for script in _SCRIPTS)
"""Faces whose characters take another shape, or another place, beside others."""

_FACES: Final = ("weilu-sans.otf", "weilu-hangul.otf", *_JOINED, "weilu-emoji.ttf")
"""The first one that has a character draws it."""

_LACKING: Final = "□"
"""Stands for a character that no face has."""

_NOT_THERE: Final = "\U0010fffe"
_UNSEEN: Final = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u20e3\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0000-\U000e007f]"
)
"""What joins or colours emoji, and signs that would turn the writing's direction: nothing to draw."""

_JOINERS: Final = "\u200c\u200d\u180e"
"""Without a width: they part or join letters of some scripts, and are of use between those alone."""

_NOT_FIRST: Final = frozenset("，。、；：？！）》」』】〕…—·%％,.;:?!)]}’”")
_PIECE: Final = re.compile(
    r"\s+|[!-~\u00a1-\u024f\u0370-\u04ff]+|[\u0530-\u0dff\u0e80-\u10ff\u1200-\u137f\u1780-\u18af\u200c\u200d]+|[\uac00-\ud7a3]+|"
    r".[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*",
    re.DOTALL,
)
"""What a line is not broken within: words that have spaces between them, and a character with its marks."""


@lru_cache(64)
def sized(size: int, face: str = _FACES[0]) -> FreeTypeFont:
    engine = ImageFont.Layout.RAQM if face in _JOINED else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(_FOLDER / face), size, layout_engine=engine)


@lru_cache(len(_FACES))
def _box(face: str) -> bytes:
    return bytes(sized(16, face).getmask(_NOT_THERE))


@lru_cache(4096)
def face_of(character: str) -> str:
    """The face that draws it, '' for none: what a face has not is drawn as the same box as all that it has not."""
    if character == " " or character in _JOINERS:
        return _FACES[0]
    if not character.isprintable():
        return ""
    return next((face for face in _FACES if bytes(sized(16, face).getmask(character)) != _box(face)), "")


def has(character: str) -> bool:
    """Whether a face has it."""
    return bool(face_of(character))


def runs(words: str) -> list[tuple[str, str]]:
    """The words in pieces of one face each, with the face; spaces within a script that joins belong to it."""
    found: list[tuple[str, str]] = []
    for character in words:
        face = face_of(character) or _FACES[0]
        if found and found[-1][1] in _JOINED and (character == " " or character in _JOINERS):
            found[-1] = (found[-1][0] + character, found[-1][1])
        elif found and face == found[-1][1]:
            found[-1] = (found[-1][0] + character, face)
        elif found and found[-1][0].endswith(" ") and found[-1][1] in _JOINED:
            # A space after what is written from the right would be drawn before it.
            found[-1] = (found[-1][0].rstrip(), found[-1][1])
            found.append((" " + character, face) if face == _FACES[0] else (" ", _FACES[0]))
            found += [] if face == _FACES[0] else [(character, face)]
        else:
            found.append((character, face))
    return found


def drawable(words: str) -> str:
    """The words in characters of the faces, on one line: fancy letters made plain, what nothing draws left out."""
    shown = "".join(map(_character, _UNSEEN.sub("", unicodedata.normalize("NFC", words))))
    return " ".join(_joined(shown).split())


def _joined(words: str) -> str:
    """Without the joiners that stand after nothing they could join."""
    found = ""
    for character in words:
        if character not in _JOINERS or (found and face_of(found[-1]) in _JOINED):
            found += character
    return found.rstrip(_JOINERS)


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
    return sum(sized(size, face).getlength(run) for run, face in runs(words))


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
