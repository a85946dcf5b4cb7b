"""Other wordings of an entry's question: written with it, or learnt from somebody who asked in words of their own."""

from __future__ import annotations

from bot.domain.kb import Asked, Base
from storage.kb.phrasings import add, of_entry, remove

__all__ = ["add", "like", "of_entry", "remove"]

_LIKE = 0.2
_MOST = 3


def like(base: Base | None, asked: Asked) -> list[int]:
    """The entries that may be meant, the likest first."""
    found = base.likest(asked) if base is not None else []
    return [each.number for each in found[:_MOST] if each.score >= _LIKE]
