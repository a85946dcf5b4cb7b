"""Where a message leads to, by sites and by @names, and all that is to be read of it."""

from __future__ import annotations

import re
from typing import Final

from bot.domain.activity import Heard
from bot.domain.guard import sites_in

_CALLED: Final = re.compile(r"(?<![\w@/.])@([A-Za-z]\w{3,31})(?!\w)", re.ASCII)


def names_in(text: str) -> list[str]:
    """What is called by a @name, in lower case and without the sign, each once."""
    return list(dict.fromkeys(map(str.lower, _CALLED.findall(text)))) if "@" in text else []


def without_names(text: str) -> str:
    """Whoever is called in it is somebody: the rest says what it is about."""
    return _CALLED.sub("", text)


def marks_of(text: str, why: str) -> list[str]:
    """By what moderators know again where a text leads to: names of sites, and @names."""
    return sites_in(text) if why == "link" else [f"@{name}" for name in names_in(text)] if why == "mention" else []


def words_of(said: Heard) -> str:
    """All that is to be read of a message."""
    return f"{said.text}\n{said.beside}".strip() if said.beside else said.text
