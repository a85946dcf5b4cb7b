"""Answers worth keeping: kept by a moderator, found again for the next who asks."""

from __future__ import annotations

from bot.domain.feedback import likeness, pairs_of
from storage.database import Reader
from storage.kb import entries as kept
from storage.kb.entries import Known

_FITS = 0.3
"""Likeness from which an answer is worth showing; a person stays to be asked."""

__all__ = ["Known", "all_of", "entry", "fitting", "keep", "remove", "review", "reword", "to_review"]

keep = kept.keep
entry = kept.entry
reword = kept.reword
review = kept.review
remove = kept.remove
to_review = kept.to_review


async def all_of(reader: Reader, *, chat_id: int) -> list[Known]:
    """The newest first."""
    return await kept.entries(reader, chat_id=chat_id)


async def fitting(reader: Reader, *, chat_id: int, words: str, keywords: tuple[str, ...], most: int) -> list[Known]:
    """What answers it, the likest first."""
    pairs = pairs_of(words)
    rated = [
        (max(likeness(keywords, each.keywords), likeness(pairs, pairs_of(each.question))), each)
        for each in await kept.entries(reader, chat_id=chat_id)
    ]
    rated = [pair for pair in rated if pair[0] >= _FITS or words.casefold() in pair[1].question.casefold()]
    return [each for _, each in sorted(rated, key=lambda pair: -pair[0])][:most]
