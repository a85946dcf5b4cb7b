"""Answers worth keeping: kept by a moderator, found again for the next who asks."""

from __future__ import annotations

from bot.domain.feedback import likeness, pairs_of
from storage import kb
from storage.database import Reader, Unit
from storage.kb import Known

_FITS = 0.3
"""Likeness from which an answer is worth showing; a person stays to be asked."""


async def keep(
    unit: Unit, *, chat_id: int, question: str, answer: str, keywords: tuple[str, ...], actor_id: int, now: int
) -> None:
    await kb.keep(
        unit, chat_id=chat_id, question=question, answer=answer, keywords=keywords, actor_id=actor_id, now=now
    )


async def fitting(reader: Reader, *, chat_id: int, words: str, keywords: tuple[str, ...], most: int) -> list[Known]:
    """What answers it, the likest first; with no words asked, the newest."""
    entries = await kb.entries(reader, chat_id=chat_id)
    if not words:
        return entries[:most]
    pairs = pairs_of(words)
    rated = [
        (max(likeness(keywords, each.keywords), likeness(pairs, pairs_of(each.question))), each) for each in entries
    ]
    rated = [pair for pair in rated if pair[0] >= _FITS or words.casefold() in pair[1].question.casefold()]
    return [each for _, each in sorted(rated, key=lambda pair: -pair[0])][:most]
