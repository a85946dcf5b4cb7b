"""What an advert is told by: the short runs of characters of a text, and a few signs that it leads somewhere."""

from __future__ import annotations

import re
from typing import Final

from bot.domain.guard import even_line, sites_in

SHORTEST: Final = 12
"""Characters below which no text is taken for an advert."""

_LONGEST: Final = 200
_RUN: Final = 3
_IN_WORDS: Final = re.compile(r"(?<=[\u3400-\u9fff])[^\w\s，。！？、：；,!?](?=[\u3400-\u9fff])")
_MANY_DIGITS: Final = re.compile(r"\d{5,}")
_DIGIT: Final = re.compile(r"\d")
_AT: Final = re.compile(r"@[a-z]\w{4,}")
_ID: Final = re.compile(r"[a-z]+_?[a-z]*0{2,}")


def grams_of(text: str) -> set[str]:
    """Runs of one to three characters without disguises and numbers, and signs of an address: each once."""
    shown = _IN_WORDS.sub("", even_line(text[: 2 * _LONGEST]).lower())
    shown = _DIGIT.sub("0", _MANY_DIGITS.sub("00000", shown))[:_LONGEST]
    found = {shown[at : at + size] for size in range(1, _RUN + 1) for at in range(len(shown) - size + 1)}
    if sites_in(text):
        found.add("<site>")
    if _AT.search(shown):
        found.add("<at>")
    if _ID.search(shown):
        found.add("<id>")
    if "00000" in shown:
        found.add("<number>")
    return found
