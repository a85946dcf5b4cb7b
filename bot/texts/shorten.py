"""Cutting what is too long for Telegram without breaking its markup; what the words are does not live here."""

from __future__ import annotations

import re
from html import unescape

MESSAGE_LIMIT = 4096
"""Characters of a message after parsing, counted by Telegram in UTF-16 units."""

CAPTION_LIMIT = 1024
"""The same below a picture."""

_PIECE = re.compile(r"<(?P<close>/?)(?P<tag>[a-z-]+)[^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-z]+);|.", re.DOTALL)


def shorten(html: str, most: int = MESSAGE_LIMIT) -> str:
    """HTML of at most `most` UTF-16 units once parsed: cut between characters, open tags closed, marked by `…`."""
    if len(html) * 2 <= most or _parsed_length(html) <= most:
        return html
    kept: list[str] = []
    open_tags: list[str] = []
    room = most - 1
    for piece in _PIECE.finditer(html):
        tag = piece["tag"]
        if tag is None:
            room -= _units(unescape(piece[0]))
            if room < 0:
                break
        elif piece["close"]:
            open_tags.pop()
        else:
            open_tags.append(tag)
        kept.append(piece[0])
    return "".join(kept) + "…" + "".join(f"</{tag}>" for tag in reversed(open_tags))


def shorten_plain(text: str, most: int) -> str:
    """At most `most` UTF-16 units, the last a `…` when something was cut."""
    if _units(text) <= most:
        return text
    cut = text.encode("utf-16-le", "surrogatepass")[: (most - 1) * 2].decode("utf-16-le", "ignore")
    return cut + "…"


def fits(html: str, most: int = MESSAGE_LIMIT) -> bool:
    """Whether nothing of it is cut."""
    return _parsed_length(html) <= most


def _parsed_length(html: str) -> int:
    return sum(_units(unescape(piece[0])) for piece in _PIECE.finditer(html) if piece["tag"] is None)


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)
