"""How long a message is on a phone: lines of a bubble at 390 px, where 19 Chinese or 38 Latin characters fit."""

from __future__ import annotations

import re
from typing import Any

SCREEN = 12
"""Lines that fit a screen beside the group's name and the writing line."""

_WIDTH = 38
_FOLDED = 3
_UNSEEN = re.compile("[\u2060\u200b]")


def lines_of(text: str) -> int:
    return sum(max(1, -(-_width(line) // _WIDTH)) for line in text.split("\n"))


def card_lines(message: dict[str, Any]) -> int:
    """Of a message as it stands there: of an expandable quote three lines are seen until it is opened."""
    text: str = message.get("text") or message["caption"]
    lines = lines_of(text)
    units = text.encode("utf-16-le")
    for each in message.get("entities", message.get("caption_entities", [])):
        if each["type"] == "expandable_blockquote":
            start, end = 2 * each["offset"], 2 * (each["offset"] + each["length"])
            lines -= max(0, lines_of(units[start:end].decode("utf-16-le")) - _FOLDED)
    return lines


def _width(line: str) -> int:
    return sum(2 if ord(sign) > 0x2000 else 1 for sign in _UNSEEN.sub("", line))
