"""How long a message is on a phone: lines of a bubble at 390 px, where 19 Chinese or 38 Latin characters fit."""

from __future__ import annotations

import re

SCREEN = 12
"""Lines that fit a screen beside the group's name and the writing line."""

_WIDTH = 38
_UNSEEN = re.compile("[\u2060\u200b]")


def lines_of(text: str, *, folded: int = 0) -> int:
    """`folded` lines of expandable quotes stay out of sight until they are opened."""
    return sum(max(1, -(-_width(line) // _WIDTH)) for line in text.split("\n")) - folded


def _width(line: str) -> int:
    return sum(2 if ord(sign) > 0x2000 else 1 for sign in _UNSEEN.sub("", line))
