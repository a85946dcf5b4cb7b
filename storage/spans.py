"""Of several days together: how many members spoke, each once, and whether that is known."""

from __future__ import annotations

from storage.database import Reader


async def voices_of_span(reader: Reader, *, chat_id: int, first: int, last: int) -> int:
    """Members who spoke on any of these local days, each once."""
    return await reader.number(
        "SELECT sum(voices) FROM day_returns WHERE chat_id = :chat_id AND day BETWEEN :first AND :last "
        "AND after > day - :first",
        {"chat_id": chat_id, "first": first, "last": last},
    )


async def is_whole(reader: Reader, *, chat_id: int, first: int, last: int) -> bool:
    """Whether of each of these local days it is known how many of its voices were heard on another."""
    return not await reader.number(
        "SELECT count(*) FROM day_counts WHERE chat_id = :chat_id AND day BETWEEN :first AND :last AND voices > 0 "
        "AND NOT EXISTS (SELECT 1 FROM day_returns WHERE day_returns.chat_id = day_counts.chat_id "
        "AND day_returns.day = day_counts.day)",
        {"chat_id": chat_id, "first": first, "last": last},
    )
