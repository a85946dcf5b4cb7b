"""Other wordings of an entry's question: written with it, or learnt from somebody who asked in words of their own."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.kb import Asked, Base
from storage.database import Unit
from storage.kb import phrasings
from storage.kb.phrasings import of_entry, remove

__all__ = ["add", "like", "of_entry", "remove"]

_LIKE = 0.2
_MOST = 3


async def add(unit: Unit, questions: Sequence[str], *, chat_id: int, number: int) -> dict[str, int]:
    """Each leads to that entry from now on; those that led to another one, and to which."""
    before = {each: await phrasings.leads_to(unit, each, chat_id=chat_id) for each in questions}
    await phrasings.add(unit, questions, chat_id=chat_id, number=number)
    return {each: led_to for each, led_to in before.items() if led_to not in (0, number)}


def like(base: Base | None, asked: Asked) -> list[int]:
    """The entries that may be meant, the likest first."""
    found = base.likest(asked) if base is not None else []
    return [each.number for each in found[:_MOST] if each.score >= _LIKE]
