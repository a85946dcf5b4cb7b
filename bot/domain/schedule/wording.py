"""What an operator may write in an announcement: Telegram's markup and our placeholders; values come from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from bot.domain.schedule.markup import WordingError, plain_text

__all__ = ["PLACEHOLDERS", "WordingError", "check_wording", "fill"]

PLACEHOLDERS = ("group", "date", "time", "weekday", "lunar", "year", "month", "day", "number", "members")
_PLACEHOLDER = re.compile(r"\{([^{}\n]{0,40})\}")


def check_wording(words: str, *, most: int = 4096, placeholders: Sequence[str] = PLACEHOLDERS) -> None:
    """Raises `WordingError` for markup Telegram refuses, unknown placeholders, and words longer than it takes."""
    for match in _PLACEHOLDER.finditer(words):
        if match[1] not in placeholders:
            known = " ".join(f"{{{each}}}" for each in placeholders)
            raise WordingError(f'does not know the placeholder "{match[0]}"', f"known are {known}")
    shown = plain_text(words)
    if not shown.strip():
        raise WordingError("says nothing", "write the words to post")
    if len(shown.encode("utf-16-le", "surrogatepass")) // 2 > most:
        raise WordingError(f"is longer than Telegram takes ({most} characters)", "shorten it")


def fill(words: str, values: Mapping[str, str]) -> str:
    """Telegram HTML: what is filled in is escaped."""
    return _PLACEHOLDER.sub(lambda found: escape(values.get(found[1], found[0])), words)
