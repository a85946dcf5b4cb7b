"""A person's name as it can be shown: in one line, in its own place, and empty where nothing of it can be seen."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from unicodedata import category

_TURNING: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""What turns the direction of all that follows in the line."""

_BREAKING: Final = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_BLANK: Final = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Signs that count as letters or marks and show nothing."""

LONGEST: Final = 128
_SHORT: Final = 24
"""Characters of a name, or of a title, among others."""


@lru_cache(8192)
def shown_name(first: str, last: str = "") -> str:
    """First and last name in one line of at most 128 characters."""
    name = _BREAKING.sub(" ", _TURNING.sub("", f"{first} {last}")).strip()
    return name[:LONGEST].rstrip() if any(_is_seen(sign) for sign in name) else ""


def short(words: str, *, most: int = _SHORT) -> str:
    """In one line of at most `most` characters, the last a `…` when something was cut."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _is_seen(sign: str) -> bool:
    return sign not in _BLANK and category(sign) not in ("Cc", "Cf", "Cs", "Cn", "Mn", "Me", "Zs", "Zl", "Zp")
