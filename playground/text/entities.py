"""Finds what Telegram marks by itself in a text: commands, mentions, hashtags, links; offsets are UTF-16 code units."""

import re
from typing import Any

JSON = dict[str, Any]
PATTERNS = (
    (
        "url",
        re.compile(
            r"(?<![\w@/.])(?:https?://[^\s<>「」，。！？、；]+|(?:[a-z0-9-]+\.)+(?:com|org|net|io|me|cn|dev|top)\b(?:/[^\s<>，。]*)?)",
            re.I,
        ),
    ),
    ("email", re.compile(r"(?<![\w.@])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z0-9_]{3,32}(?![A-Za-z0-9_])")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")),
)
TRAILING = ".,!?;:'\")]}"
NO_DETECTION = ("pre", "code", "text_link", "text_mention", "custom_emoji")


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


def slice_utf16(text: str, offset: int, length: int) -> str:
    """The part of `text` an entity covers."""
    raw = text.encode("utf-16-le")
    return raw[offset * 2 : (offset + length) * 2].decode("utf-16-le", "ignore")


def detect(text: str, known: list[JSON]) -> list[JSON]:
    """`known` entities together with those found, in Telegram's order."""
    if not any(mark in text for mark in ("/", "@", "#", "$", ".")):
        return order(known)
    taken = [(one["offset"], one["offset"] + one["length"]) for one in known if one["type"] in NO_DETECTION]
    found = list(known)
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            words = match.group().rstrip(TRAILING) if kind == "url" else match.group()
            start = utf16_length(text[: match.start()])
            end = start + utf16_length(words)
            if all(end <= low or start >= high for low, high in taken):
                taken.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return order(found)


def order(entities: list[JSON]) -> list[JSON]:
    """Earlier first, then longer first."""
    return sorted(entities, key=lambda one: (one["offset"], -one["length"]))


def trim(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """The text without blank ends, entities moved and cut to fit; empty ones vanish."""
    kept = text.rstrip().lstrip("\n\r\t ")
    lead = utf16_length(text[: len(text) - len(text.lstrip("\n\r\t "))]) if kept else 0
    size = utf16_length(kept)
    moved = []
    for one in entities:
        start = max(one["offset"] - lead, 0)
        end = min(one["offset"] + one["length"] - lead, size)
        if end > start:
            moved.append({**one, "offset": start, "length": end - start})
    return kept, order(moved)
