"""Which of an entry's several texts goes out: in turns, on trial, or out of a reserve; filling in lives elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zlib import crc32

from bot.domain.schedule.plan import Content


def mark(words: str) -> str:
    """Tells a text from the entry's others, wherever it stands among them."""
    return f"{crc32(words.encode()):08x}"


def choose(content: Content, *, number: int, chat_id: int, sent: Mapping[str, int]) -> str:
    """`number` is the run's, from 1; `sent`: how often each text went out in that chat, by its mark.

    Of a reserve and on trial the one sent least there is next, so that each comes once before any comes again; on trial
    chats begin with different ones, so that neither the hour nor the day decides between them.
    """
    texts = content.words
    if not texts:
        return ""
    if content.turns == "round":
        return texts[(number - 1) % len(texts)]
    first = crc32(str(chat_id).encode()) % len(texts) if content.turns == "trial" else 0
    return min(_from(texts, first), key=lambda words: sent.get(mark(words), 0))


def _from(texts: Sequence[str], first: int) -> list[str]:
    return [*texts[first:], *texts[:first]]
